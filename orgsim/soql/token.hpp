// SOQL cut into tokens. Words are names, keywords or dotted paths; which of them, only the parser knows.
#pragma once

#include "orgsim/soql/refusal.hpp"
#include "orgsim/soql/value.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace sluice::orgsim::soql {

enum class token_kind { word, literal, symbol, end };

struct token {
  token_kind kind = token_kind::end;
  std::string_view text;  // as it stands in the statement
  std::size_t at = 0;
  value literal;  // of strings, numbers and dates; true, false and null are words
};

// The tokens refer to the statement's text. The last one is of kind end.
boost::system::result<std::vector<token>, refusal> tokens_of(std::string_view statement);

// Keywords are the same in upper and lower case; `keyword` is upper.
bool is_keyword(const token& t, std::string_view keyword);

}  // namespace sluice::orgsim::soql
