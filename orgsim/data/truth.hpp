// The right answer: what a harvest of this org must find, as the user sees it, computed from the data's definition and
// not by running queries. Of the whole org:
//   now: the org's clock, by which TODAY and LAST_N_DAYS go; users (of them active), profiles, permission_sets, roles.
// Of an object that the user sees:
//   record_count: rows that the user may see; null where neither COUNT() nor /limits/recordCount tells it.
//   flows: API names of active flows that the object starts (record-triggered, scheduled, platform events, Process
//     Builder), sorted; triggers, validation_rules, workflow_rules, approval_processes: all names, active or not,
//     sorted; record_types: developer names without the master's; layouts: names. Without View Setup those that only
//     the set-up's tables tell are empty.
//   field_level_security: every field of the describe, by its name. A label is the permission set's Label, or the
//     profile's name where a profile owns the set; sorted, each once; one that may edit is not among the readers.
//   object_permissions: by such a label, the rights granted, the rows of a set that comes twice merged.
//   rows, where record_count is above 0 (of records, not of the set-up):
//     filled: for every field but compounds, the rows that have a value; picklists: how many rows hold each value;
//     owners: by user name, owning_profiles by profile; record_types: by developer name;
//     created, last_modified: the earliest and the latest, and for last_modified when a quarter, half and three
//     quarters of the rows had been modified last; older_than_two_years: rows last modified more than 730 days before
//     the org's clock.
// Values that no row holds are left out.
#pragma once

#include "orgsim/data/org.hpp"
#include "orgsim/data/people.hpp"
#include "orgsim/data/record_counts.hpp"
#include "orgsim/data/rights.hpp"

#include <string>

namespace sluice::orgsim {

struct truth_source {
  const org& data;
  const people& who;
  const record_counts& counts;
  const rights& sees = all_rights;
  traps how = {};
};

// Appends `"now":...,"users":{...},...` and no braces round it.
void append_org_truth(std::string& out, const truth_source& of);
// Appends `"NAME":{...}`.
void append_truth(std::string& out, const truth_source& of, object_index o);

}  // namespace sluice::orgsim
