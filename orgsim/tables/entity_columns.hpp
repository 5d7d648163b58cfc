// The columns by which a row of the set-up names its object: as in a real org, TableEnumOrId and EntityDefinitionId
// hold a 15-character id for a custom object and the API name for a standard one; only the relation's QualifiedApiName
// is the API name in both cases.
#pragma once

#include "orgsim/data/org.hpp"
#include "orgsim/tables/object_rows_table.hpp"

#include <string>

namespace sluice::orgsim {

template <class Item>
void add_object_columns(item_source<Item>& s, const org& objects, bool with_table_enum) {
  using soql::column_type;
  using soql::value;
  const auto durable = [&objects](const Item& i) { return value(objects.durable_id(i.object)); };
  const auto name = [&objects](const Item& i) { return value(objects.at(i.object).name); };
  const auto label = [&objects](const Item& i) { return value(objects.at(i.object).label); };
  if (with_table_enum) s.columns.push_back({{"TableEnumOrId", column_type::id, true, true}, durable});
  s.columns.push_back({{"EntityDefinitionId", column_type::id, true, true}, durable});
  s.columns.push_back({{"EntityDefinition.QualifiedApiName", column_type::text, true, true}, name});
  s.columns.push_back({{"EntityDefinition.DurableId", column_type::id, true, true}, durable});
  s.columns.push_back({{"EntityDefinition.Label"}, label});
  s.relations.push_back(
      {{"EntityDefinition", "EntityDefinition"}, [&objects](const Item& i) { return objects.durable_id(i.object); }});
  s.groups = objects.size();
  s.group_of = [&objects](const std::string& text) -> std::optional<std::size_t> { return objects.find_durable(text); };
}

}  // namespace sluice::orgsim
