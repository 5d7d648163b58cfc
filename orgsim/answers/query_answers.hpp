// Answers to statements: /query, /queryAll, /tooling/query and the pages that follow. Holds the cursors of one org; for
// one thread only.
#pragma once

#include "orgsim/http/cursors.hpp"
#include "orgsim/http/message.hpp"
#include "orgsim/tables/tables.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

class query_answers {
 public:
  // `data` outlives it. `cursors_alive`: locators that a user may have open; the one used longest ago dies.
  query_answers(const org_data& data, std::size_t cursors_alive);

  struct question {
    std::string_view base;  // `/services/data/v64.0`
    bool tooling = false;
    std::string_view text;          // the statement; empty: none was given
    std::string_view options;       // Sforce-Query-Options
    bool columns = false;           // columns=true: what the statement selects, not the rows
    bool deleted_too = false;       // queryAll
    const rights& of = all_rights;  // of the user who asks; outlive the answers
  };
  const table_list& tables_for(const rights& of);
  reply first_page(const question& asked);
  // `locator`: what stands at the end of a nextRecordsUrl, `0r8...-2000`.
  reply next_page(std::string_view base, bool tooling, std::string_view locator);

 private:
  // What there is to ask, as it is for users with these rights.
  struct view {
    const rights* of;
    std::unique_ptr<table_list> tables;
  };
  org_data data_;
  std::vector<view> views_;
  cursors cursors_;
};

}  // namespace sluice::orgsim
