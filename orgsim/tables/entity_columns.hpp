// The columns by which a row of the set-up names its object: as in a real org, TableEnumOrId and EntityDefinitionId
// hold a 15-character id for a custom object and the API name for a standard one; only the relation's QualifiedApiName
// is the API name in both cases.
#pragma once

#include "orgsim/data/automation.hpp"
#include "orgsim/tables/object_rows_table.hpp"
#include "orgsim/tables/tables.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sluice::orgsim {

// One group of rows for each object that the user sees.
template <class Item>
void group_by_object(item_source<Item>& s, const org_data& data) {
  const org& objects = data.objects;
  s.groups = objects.size();
  s.group_of = [&objects](const std::string& text) -> std::optional<std::size_t> { return objects.find_durable(text); };
  if (!data.of.hidden_objects.empty())
    s.shows = [&objects, &of = data.of](std::size_t group) {
      return of.sees_object(objects.at(static_cast<object_index>(group)).name);
    };
}

// `SobjectType`: by its API name, whatever kind of object it is.
template <class Item>
item_column<Item> sobject_type_column(const org_data& data) {
  return {{"SobjectType", soql::column_type::text, true, true},
          [&objects = data.objects](const Item& i) { return soql::value(objects.at(i.object).name); }};
}

// The flows of an object's group; the group after the last object's holds those that no object starts.
inline std::vector<flow> flows_in(const org& objects, std::size_t group) {
  return group == objects.size() ? flows_without_object(objects) : flows_of(objects, static_cast<object_index>(group));
}

enum class object_column { entity, entity_and_table };

template <class Item>
void add_object_columns(item_source<Item>& s, const org_data& data, object_column which) {
  const org& objects = data.objects;
  const auto durable = [&objects](const Item& i) { return objects.durable_id(i.object); };
  const auto durable_value = [durable](const Item& i) { return soql::value(durable(i)); };
  if (which == object_column::entity_and_table)
    s.columns.push_back({{"TableEnumOrId", soql::column_type::id, true, true}, durable_value});
  s.columns.push_back({{"EntityDefinitionId", soql::column_type::id, true, true}, durable_value});
  s.relations.push_back({{"EntityDefinition", "EntityDefinition", "EntityDefinition", true}, durable});
  group_by_object(s, data);
}

}  // namespace sluice::orgsim
