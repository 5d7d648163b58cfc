// The right answer: what a harvest of this org must find, computed from the data's definition and not by running
// queries.
//   flows: API names of active flows that the object starts (record-triggered, scheduled, platform events, Process
//     Builder), sorted; triggers and validation rules: all names, active or not, sorted.
//   record_count: null where neither COUNT() nor /limits/recordCount tells it.
//   field_level_security: every field of the describe, by its name. A label is the permission set's Label, or the
//   profile's
//     name where a profile owns the set; sorted, each once; one that may edit is not among the readers.
#pragma once

#include "orgsim/data/org.hpp"
#include "orgsim/data/people.hpp"
#include "orgsim/data/record_counts.hpp"

#include <string>

namespace sluice::orgsim {

// Appends `"NAME":{...}`.
void append_truth(std::string& out, const org& data, const people& who, const record_counts& counts, object_index o);

}  // namespace sluice::orgsim
