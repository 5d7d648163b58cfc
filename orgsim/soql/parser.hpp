// From the text of a SOQL statement to its tree; knows the grammar and no object of any org.
#pragma once

#include "orgsim/soql/refusal.hpp"
#include "orgsim/soql/statement.hpp"

#include <string_view>

#include <boost/system/result.hpp>

namespace sluice::orgsim::soql {

boost::system::result<statement, refusal> parse(std::string_view text);

}  // namespace sluice::orgsim::soql
