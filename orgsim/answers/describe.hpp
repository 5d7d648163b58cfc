// describe and the object list, member for member as orgs of v22 to v62 write them.
#pragma once

#include "orgsim/data/org.hpp"
#include "orgsim/data/rights.hpp"
#include "orgsim/soql/table.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::orgsim {

// Where an answer is asked for: its addresses begin with `base` (`/services/data/v64.0`); `host` is the org's own.
struct answer_place {
  std::string_view base;
  std::string_view host;
  int version;
};

// REQUIRES that the object is not hidden from the user.
std::string describe_text(const org& data, object_index o, const answer_place& place, const rights& sees = all_rights);
// A table of the Tooling API: its fields are its columns. `place.base` ends in `/tooling`.
std::string table_describe_text(const soql::table& table, const answer_place& place);

// The entry of one object in the list, and what stands round the entries.
std::string object_list_begin();
void append_list_entry(std::string& out, const org& data, object_index o, const answer_place& place);
void append_table_entry(std::string& out, const soql::table& table, const answer_place& place);
std::string object_list_end();

}  // namespace sluice::orgsim
