// Answers to statements: /query, /tooling/query and the pages that follow. Holds the cursors of one org; for one thread
// only.
#pragma once

#include "orgsim/http/cursors.hpp"
#include "orgsim/http/message.hpp"
#include "orgsim/tables/tables.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace sluice::orgsim {

class query_answers {
 public:
  // `data` outlives it. `cursors_alive`: locators that a user may have open; the one used longest ago dies.
  query_answers(const org_data& data, std::size_t cursors_alive);

  struct question {
    std::string_view base;  // `/services/data/v64.0`
    bool tooling = false;
    std::string_view text;     // the statement; empty: none was given
    std::string_view options;  // Sforce-Query-Options
  };
  reply first_page(const question& asked);
  // `locator`: what stands at the end of a nextRecordsUrl, `0r8...-2000`.
  reply next_page(std::string_view base, bool tooling, std::string_view locator);

 private:
  table_list tables_;
  cursors cursors_;
};

}  // namespace sluice::orgsim
