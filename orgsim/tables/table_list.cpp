#include "orgsim/tables/tables.hpp"

namespace sluice::orgsim {

table_list::table_list(const org_data& data) : data_(data) {
  // In the data API; in the Tooling API.
  entries_ = {
      {organization_table(data), true, true},
      {user_table(data), true, true},
      {profile_table(data), true, true},
      {permission_set_table(data), true, true},
      {field_permissions_table(data), true, false},
      {flow_table(data), true, false},
      {trigger_table(data), true, true},
      {class_table(data), true, true},
      {validation_rule_table(data), false, true},
      {workflow_rule_table(data), false, true},
      {entity_table(data), true, true},
      {custom_field_table(data), false, true},
  };
}

table_ptr table_list::find(api which, std::string_view name) const {
  const std::string lower = lower_case(name);
  for (const entry& e : entries_)
    if (lower_case(e.table->name()) == lower)
      return (which == api::data ? e.in_data : e.in_tooling) ? e.table : nullptr;
  if (which == api::tooling) return nullptr;
  const auto o = data_.objects.find(name);
  if (!o || !traits(data_.objects.at(*o).kind).queryable) return nullptr;
  return record_table(data_, *o);
}

std::vector<const soql::table*> table_list::all(api which) const {
  std::vector<const soql::table*> tables;
  for (const entry& e : entries_)
    if (which == api::data ? e.in_data : e.in_tooling) tables.push_back(e.table.get());
  return tables;
}

std::optional<refusal> table_list::refuses(api which, std::string_view name) const {
  const auto o = data_.objects.find(name);
  if (which == api::tooling || !o || traits(data_.objects.at(*o).kind).queryable) return std::nullopt;
  return refusal{400, "INVALID_TYPE_FOR_OPERATION",
                 "entity type " + data_.objects.at(*o).name + " does not support query"};
}

}  // namespace sluice::orgsim
