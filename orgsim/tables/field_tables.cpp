// FieldPermissions, CustomField, EntityDefinition.

#include "orgsim/data/draw.hpp"
#include "orgsim/data/field_access.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/tables/entity_columns.hpp"
#include "orgsim/tables/object_rows_table.hpp"
#include "orgsim/tables/tables.hpp"

#include <chrono>

namespace sluice::orgsim {

namespace {

using soql::column_type;
using soql::value;

struct custom_field {
  std::string name;
  std::string label;
  std::string name_space;
  std::string help;
  const user* created_by = nullptr;
  const user* modified_by = nullptr;
  soql::moment created{};
  soql::moment modified{};
  object_index object{};
  std::uint64_t number = 0;
};

// `ns__Amount__c` is known to the Tooling API as Amount.
std::string developer_name(const std::string& api_name, const std::string& name_space) {
  std::string name = api_name.substr(name_space.empty() ? 0 : name_space.size() + 2);
  return name.substr(0, name.rfind("__"));
}

std::vector<custom_field> custom_fields_of(const org& objects, const people& who, object_index o) {
  constexpr std::uint64_t most_fields = 1024;
  std::vector<custom_field> result;
  for (const field& f : objects.fields_of(o)) {
    if (!f.custom || (!f.compound.empty() && f.compound != f.name)) continue;
    draw d(objects.seed(), objects.at(o).key, "custom field", f.name);
    custom_field c;
    c.name_space = namespace_of(f.name);
    c.name = developer_name(f.name, c.name_space);
    c.label = f.label;
    c.help = f.inline_help;
    c.created_by = &d.pick(who.users);
    c.modified_by = &d.pick(who.users);
    c.created = soql::moment(std::chrono::seconds(1577836800 + static_cast<std::int64_t>(d.below(94608000))));
    c.modified = c.created + std::chrono::seconds(d.below(63072000));
    c.object = o;
    c.number = (objects.at(o).ordinal + 1) * most_fields + result.size();
    result.push_back(std::move(c));
  }
  return result;
}

void add_audit_columns(item_source<custom_field>& s) {
  const std::vector<item_column<custom_field>> audit{
      {{"CreatedDate", column_type::datetime}, [](const custom_field& c) { return value(c.created); }},
      {{"CreatedById", column_type::id}, [](const custom_field& c) { return value(c.created_by->id); }},
      {{"CreatedBy.Id", column_type::id}, [](const custom_field& c) { return value(c.created_by->id); }},
      {{"CreatedBy.Name"}, [](const custom_field& c) { return value(c.created_by->name); }},
      {{"CreatedBy.Username"}, [](const custom_field& c) { return value(c.created_by->username); }},
      {{"LastModifiedDate", column_type::datetime}, [](const custom_field& c) { return value(c.modified); }},
      {{"LastModifiedById", column_type::id}, [](const custom_field& c) { return value(c.modified_by->id); }},
      {{"LastModifiedBy.Id", column_type::id}, [](const custom_field& c) { return value(c.modified_by->id); }},
      {{"LastModifiedBy.Name"}, [](const custom_field& c) { return value(c.modified_by->name); }},
      {{"LastModifiedBy.Username"}, [](const custom_field& c) { return value(c.modified_by->username); }},
  };
  s.columns.insert(s.columns.end(), audit.begin(), audit.end());
  s.relations.push_back({{"CreatedBy", "User"}, [](const custom_field& c) { return c.created_by->id; }});
  s.relations.push_back({{"LastModifiedBy", "User"}, [](const custom_field& c) { return c.modified_by->id; }});
}

}  // namespace

table_ptr field_permissions_table(const org_data& data) {
  const org& objects = data.objects;
  const people& who = data.who;
  const auto set = [&who](const field_permission& p) -> const permission_set& { return who.sets[p.set]; };
  const auto profile = [&who, set](const field_permission& p) {
    return set(p).profile < 0 ? profile_entry() : who.profiles[static_cast<std::size_t>(set(p).profile)];
  };
  item_source<field_permission> s;
  s.name = "FieldPermissions";
  s.groups = objects.size();
  s.items = [&](std::size_t group) { return field_permissions_of(objects, who, static_cast<object_index>(group)); };
  s.group_of = [&objects](const std::string& text) -> std::optional<std::size_t> { return objects.find(text); };
  s.id = [](const field_permission& p) { return long_id("01k", p.number); };
  s.columns = {
      {{"Id", column_type::id}, [](const field_permission& p) { return value(long_id("01k", p.number)); }},
      {{"Field"}, [&objects](const field_permission& p) { return value(objects.at(p.object).name + "." + p.field); }},
      {{"SobjectType", column_type::text, true, true},
       [&objects](const field_permission& p) { return value(objects.at(p.object).name); }},
      {{"PermissionsRead", column_type::boolean}, [](const field_permission&) { return value(true); }},
      {{"PermissionsEdit", column_type::boolean}, [](const field_permission& p) { return value(p.edit); }},
      {{"ParentId", column_type::id}, [set](const field_permission& p) { return value(set(p).id); }},
      {{"Parent.Id", column_type::id}, [set](const field_permission& p) { return value(set(p).id); }},
      {{"Parent.Label"}, [set](const field_permission& p) { return value(set(p).label); }},
      {{"Parent.Name"}, [set](const field_permission& p) { return value(set(p).name); }},
      {{"Parent.IsOwnedByProfile", column_type::boolean},
       [set](const field_permission& p) { return value(set(p).profile >= 0); }},
      {{"Parent.ProfileId", column_type::id},
       [profile](const field_permission& p) { return text_or_null(profile(p).id); }},
      {{"Parent.Profile.Id", column_type::id},
       [profile](const field_permission& p) { return text_or_null(profile(p).id); }},
      {{"Parent.Profile.Name"}, [profile](const field_permission& p) { return text_or_null(profile(p).name); }},
  };
  s.relations = {{{"Parent", "PermissionSet"}, [set](const field_permission& p) { return set(p).id; }},
                 {{"Parent.Profile", "Profile"}, [profile](const field_permission& p) { return profile(p).id; }}};
  return shared(std::move(s));
}

table_ptr custom_field_table(const org_data& data) {
  const org& objects = data.objects;
  const people& who = data.who;
  item_source<custom_field> s;
  s.name = "CustomField";
  s.items = [&](std::size_t group) { return custom_fields_of(objects, who, static_cast<object_index>(group)); };
  s.id = [](const custom_field& c) { return long_id("00N", c.number); };
  s.columns = {
      {{"Id", column_type::id}, [](const custom_field& c) { return value(long_id("00N", c.number)); }},
      {{"DeveloperName"}, [](const custom_field& c) { return value(c.name); }},
      {{"NamespacePrefix"}, [](const custom_field& c) { return text_or_null(c.name_space); }},
      {{"InlineHelpText"}, [](const custom_field& c) { return text_or_null(c.help); }},
  };
  add_audit_columns(s);
  add_object_columns(s, objects, true);
  return shared(std::move(s));
}

namespace {

struct entity {
  object_index object{};
};

}  // namespace

table_ptr entity_table(const org_data& data) {
  const org& objects = data.objects;
  const auto self = [&objects](const entity& e) -> const object& { return objects.at(e.object); };
  const auto durable = [&objects](const entity& e) { return value(objects.durable_id(e.object)); };
  const auto developer = [self](const entity& e) {
    const std::string& name = self(e).name;
    return is_custom_entity(self(e).kind) ? developer_name(name, std::string(namespace_of(name))) : name;
  };
  item_source<entity> s;
  s.name = "EntityDefinition";
  s.size = static_cast<std::int64_t>(objects.size());
  s.has_more_pages = false;
  s.groups = objects.size();
  s.items = [](std::size_t group) { return std::vector<entity>{{static_cast<object_index>(group)}}; };
  s.group_of = [&objects](const std::string& text) -> std::optional<std::size_t> { return objects.find_durable(text); };
  s.id = [&objects](const entity& e) { return objects.durable_id(e.object); };
  s.columns = {
      {{"Id", column_type::id}, [](const entity& e) { return value(long_id("4ie", e.object)); }},
      {{"DurableId", column_type::id, true, true}, durable},
      {{"QualifiedApiName", column_type::text, true, true}, [self](const entity& e) { return value(self(e).name); }},
      {{"DeveloperName"}, [developer](const entity& e) { return value(developer(e)); }},
      {{"NamespacePrefix"}, [self](const entity& e) { return text_or_null(std::string(namespace_of(self(e).name))); }},
      {{"Label"}, [self](const entity& e) { return value(self(e).label); }},
      {{"MasterLabel"}, [self](const entity& e) { return value(self(e).label); }},
      {{"PluralLabel"}, [self](const entity& e) { return value(self(e).label + "s"); }},
      {{"KeyPrefix"}, [&objects](const entity& e) { return text_or_null(objects.key_prefix(e.object)); }},
      {{"IsCustomizable", column_type::boolean},
       [self](const entity& e) { return value(has_automation(self(e).kind)); }},
      {{"IsQueryable", column_type::boolean},
       [self](const entity& e) { return value(traits(self(e).kind).queryable); }},
      {{"IsCustomSetting", column_type::boolean}, [](const entity&) { return value(false); }},
  };
  return shared(std::move(s));
}

}  // namespace sluice::orgsim
