#include "orgsim/tables/tables.hpp"

#include <algorithm>
#include <array>

namespace sluice::orgsim {

namespace {

// Reified tables that need a filter, and that this org says no more of.
struct reified {
  std::string_view name;
  std::string_view columns;
};
constexpr std::array<reified, 5> filtered_only{
    {{"PicklistValueInfo", "EntityParticleId,DurableId"},
     {"RelationshipDomain", "FieldId,ChildSobjectId,ParentSobjectId,RelationshipInfoId,DurableId"},
     {"RelationshipInfo", "ChildSobjectId,FieldId,DurableId"},
     {"UserFieldAccess", "DurableId"},
     {"OwnerChangeOptionInfo", "EntityDefinitionId,DurableId"}}};

}  // namespace

table_list::table_list(const org_data& data) : data_(data) {
  // In the data API; in the Tooling API; for View Setup only.
  entries_ = {
      {organization_table(data), true, true, false},
      {user_table(data), true, true, false},
      {role_table(data), true, false, false},
      {license_table(data), true, false, false},
      {profile_table(data), true, true, false},
      {permission_set_table(data), true, true, true},
      {assignment_table(data), true, false, true},
      {field_permissions_table(data), true, false, false},
      {object_permissions_table(data), true, false, false},
      {flow_table(data), true, false, true},
      {flow_version_table(data), false, true, true},
      {flow_definition_table(data), false, true, true},
      {trigger_table(data), true, true, true},
      {class_table(data), true, true, true},
      {validation_rule_table(data), false, true, true},
      {workflow_rule_table(data), false, true, true},
      {approval_process_table(data), true, false, true},
      {dependency_table(data), false, true, true},
      {entity_table(data), true, true, false},
      {custom_field_table(data), false, true, true},
      {field_definition_table(data), true, true, false},
      {entity_particle_table(data), true, true, false},
      {custom_object_table(data), false, true, true},
      {record_type_table(data), true, true, false},
      {layout_table(data), false, true, true},
  };
}

table_ptr table_list::find(api which, std::string_view name) const {
  if (!data_.of.sees_object(name)) return nullptr;
  for (const entry& e : entries_) {
    if (!soql::alike(e.table->name(), name)) continue;
    const bool known = which == api::data ? e.in_data : e.in_tooling;
    return known && (data_.of.view_setup || !e.needs_setup) ? e.table : nullptr;
  }
  if (which == api::tooling) return nullptr;
  const auto o = data_.objects.find(name);
  if (!o || !queryable(data_.objects.at(*o))) return nullptr;
  return records(*o);
}

table_ptr table_list::records(object_index o) const {
  // A table holds what is known of its columns; making it costs more than a small query.
  constexpr std::size_t most = 64;
  const auto found = std::find_if(made_.begin(), made_.end(), [o](const auto& m) { return m.first == o; });
  if (found != made_.end()) {
    std::rotate(made_.begin(), found, found + 1);
    return made_.front().second;
  }
  if (made_.size() == most) made_.pop_back();
  made_.insert(made_.begin(), {o, record_table(data_, o)});
  return made_.front().second;
}

std::vector<const soql::table*> table_list::all(api which) const {
  std::vector<const soql::table*> tables;
  for (const entry& e : entries_)
    if ((which == api::data ? e.in_data : e.in_tooling) && (data_.of.view_setup || !e.needs_setup))
      tables.push_back(e.table.get());
  return tables;
}

std::optional<refusal> table_list::refuses(api which, std::string_view name) const {
  for (const reified& r : filtered_only)
    if (soql::alike(r.name, name))
      return soql::malformed(std::string(r.name) + ": a filter on a reified column is required [" +
                             std::string(r.columns) + "]");
  const auto o = data_.objects.find(name);
  if (which == api::tooling || !o || !data_.of.sees_object(name) || queryable(data_.objects.at(*o)))
    return std::nullopt;
  return refusal{400, "INVALID_TYPE_FOR_OPERATION",
                 "entity type " + data_.objects.at(*o).name + " does not support query"};
}

}  // namespace sluice::orgsim
