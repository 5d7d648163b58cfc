// What the list and the describe both say of an object.
#pragma once

#include "orgsim/answers/describe.hpp"
#include "orgsim/answers/json_text.hpp"
#include "orgsim/data/record_types.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

// An object, or a table that stands for one.
struct described_object {
  const object& self;
  std::string prefix;       // empty for none
  std::string parent_name;  // of a History, Share, Feed or ChangeEvent
  std::vector<record_type> record_types;
};

described_object described(const org& data, object_index o);
object object_of_table(const soql::table& table);

std::string own_path(const described_object& what, const answer_place& place);
// `with_pages` adds the addresses of the pages for people, which the list leaves out.
void write_urls(json_text& json, const described_object& what, const answer_place& place, bool with_pages);
void write_association(json_text& json, const described_object& what, int version);

}  // namespace sluice::orgsim
