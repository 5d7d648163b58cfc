// What the set-up knows of fields beyond their describe: ids, who made and changed them and when, and the durable ids
// of FieldDefinition and EntityParticle: `Account.Parent`, `Account.00N...`, `01I....00N...`.
#pragma once

#include "orgsim/data/org.hpp"
#include "orgsim/data/people.hpp"
#include "orgsim/soql/value.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sluice::orgsim {

struct field_entry {
  field about;
  object_index object = no_object;
  std::size_t place = 0;  // among the object's fields
};

struct field_history {
  const user* created_by = nullptr;
  const user* modified_by = nullptr;
  soql::moment created{};
  soql::moment modified{};
};

std::vector<field_entry> field_entries_of(const org& data, object_index o);

// `ns__Amount__c` is known to the Tooling API as Amount.
std::string developer_name(const std::string& api_name);
// 15 characters, of a custom field.
std::string custom_field_id(const org& data, const field_entry& f);
std::string particle_id(const org& data, const field_entry& f);
// Parts of an address share the whole's.
std::string definition_id(const org& data, const field_entry& f);
field_history history_of(const org& data, const people& who, const field_entry& f);
// `Text(80)`, `Lookup(User)`: the type as the Setup pages write it.
std::string setup_type(const field& f);

}  // namespace sluice::orgsim
