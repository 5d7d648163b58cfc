// FieldPermissions and ObjectPermissions. Without View Setup there are no rows of them.

#include "orgsim/data/field_access.hpp"
#include "orgsim/data/object_access.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/tables/audit_columns.hpp"
#include "orgsim/tables/entity_columns.hpp"
#include "orgsim/tables/object_rows_table.hpp"
#include "orgsim/tables/tables.hpp"

namespace sluice::orgsim {

namespace {

using soql::column_type;
using soql::value;

// ParentId and Parent: the set that the permission is part of.
template <class Item>
void add_parent(item_source<Item>& s, const org_data& data) {
  const auto set = [&who = data.who](const Item& p) { return who.sets[p.set].id; };
  s.columns.push_back({{"ParentId", column_type::id}, [set](const Item& p) { return value(set(p)); }});
  s.relations.push_back({{"Parent", "PermissionSet", "PermissionSet"}, set});
  group_by_object(s, data);
  if (!data.of.view_setup) s.shows = [](std::size_t) { return false; };
}

item_column<object_permission> right(const char* name, bool object_permission::*granted) {
  return {{name, column_type::boolean}, [granted](const object_permission& p) { return value(p.*granted); }};
}

}  // namespace

table_ptr field_permissions_table(const org_data& data) {
  const org& objects = data.objects;
  item_source<field_permission> s;
  s.name = "FieldPermissions";
  s.items = [&objects, &who = data.who, twice = data.how.duplicate_permissions](std::size_t group) {
    return field_permissions_of(objects, who, static_cast<object_index>(group), twice);
  };
  s.id = [](const field_permission& p) { return long_id("01k", p.number); };
  s.columns = {
      id_column(s),
      {{"Field"}, [&objects](const field_permission& p) { return value(objects.at(p.object).name + "." + p.field); }},
      sobject_type_column<field_permission>(data),
      {{"PermissionsRead", column_type::boolean}, [](const field_permission&) { return value(true); }},
      {{"PermissionsEdit", column_type::boolean}, [](const field_permission& p) { return value(p.edit); }},
      {{"SystemModstamp", column_type::datetime}, [](const field_permission&) { return value(org_now); }},
  };
  add_parent(s, data);
  return shared(std::move(s));
}

table_ptr object_permissions_table(const org_data& data) {
  const org& objects = data.objects;
  item_source<object_permission> s;
  s.name = "ObjectPermissions";
  s.items = [&objects, &who = data.who, twice = data.how.duplicate_permissions](std::size_t group) {
    return object_permissions_of(objects, who, static_cast<object_index>(group), twice);
  };
  s.id = [](const object_permission& p) { return long_id("110", p.number); };
  s.columns = {
      id_column(s),
      sobject_type_column<object_permission>(data),
      {{"PermissionsRead", column_type::boolean}, [](const object_permission&) { return value(true); }},
      right("PermissionsCreate", &object_permission::create),
      right("PermissionsEdit", &object_permission::edit),
      right("PermissionsDelete", &object_permission::remove),
      right("PermissionsViewAllRecords", &object_permission::view_all),
      right("PermissionsModifyAllRecords", &object_permission::modify_all),
  };
  add_parent(s, data);
  add_audit_columns(s, data);
  return shared(std::move(s));
}

}  // namespace sluice::orgsim
