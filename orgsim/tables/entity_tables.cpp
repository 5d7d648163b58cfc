// EntityDefinition, CustomObject, RecordType, Layout.

#include "orgsim/data/custom_fields.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/data/record_types.hpp"
#include "orgsim/tables/audit_columns.hpp"
#include "orgsim/tables/entity_columns.hpp"
#include "orgsim/tables/object_rows_table.hpp"
#include "orgsim/tables/tables.hpp"

namespace sluice::orgsim {

namespace {

using soql::column_type;
using soql::value;

struct entity {
  object_index object{};
};

using entity_column = item_column<entity>;

// An item for each object.
std::vector<entity> entity_of(std::size_t group) {
  return {{static_cast<object_index>(group)}};
}

std::string entity_developer_name(const object& o) {
  return is_custom_entity(o.kind) ? developer_name(o.name) : o.name;
}

std::vector<entity_column> kind_columns(const org& objects) {
  const auto flag = [&objects](const char* name, bool kind_traits::*member) -> entity_column {
    return {{name, column_type::boolean},
            [&objects, member](const entity& e) { return value(traits(objects.at(e.object).kind).*member); }};
  };
  return {flag("IsQueryable", &kind_traits::queryable),       flag("IsDeletable", &kind_traits::deletable),
          flag("IsSearchable", &kind_traits::searchable),     flag("IsReplicateable", &kind_traits::replicateable),
          flag("IsRetrieveable", &kind_traits::retrieveable), flag("IsLayoutable", &kind_traits::layoutable),
          flag("IsTriggerable", &kind_traits::triggerable),   flag("IsApexTriggerable", &kind_traits::triggerable),
          flag("IsFeedEnabled", &kind_traits::feed_enabled),  flag("IsEverCreatable", &kind_traits::createable),
          flag("IsEverUpdatable", &kind_traits::updateable),  flag("IsEverDeletable", &kind_traits::deletable)};
}

}  // namespace

table_ptr entity_table(const org_data& data) {
  const org& objects = data.objects;
  const auto self = [&objects](const entity& e) -> const object& { return objects.at(e.object); };
  const auto durable = [&objects](const entity& e) { return value(objects.durable_id(e.object)); };
  const auto sharing = [self](const entity& e) {
    return value(self(e).kind == object_kind::standard || self(e).kind == object_kind::custom ? "ReadWrite" : "Read");
  };
  item_source<entity> s;
  s.name = "EntityDefinition";
  s.size = static_cast<std::int64_t>(objects.size());
  s.has_more_pages = false;
  s.most_rows = static_cast<std::size_t>(std::max<std::int64_t>(data.how.entity_rows_at_most, 1));
  s.ignores_offset = data.how.entity_offset_ignored;
  group_by_object(s, data);
  s.items = entity_of;
  s.group_of_id = [&objects](std::string_view id) -> std::optional<std::size_t> { return objects.find_durable(id); };
  s.id = [&objects](const entity& e) { return objects.durable_id(e.object); };
  s.columns = {
      {{"Id", column_type::id}, [](const entity& e) { return value(long_id("4ie", e.object)); }},
      {{"DurableId", column_type::id, true, true}, durable},
      {{"QualifiedApiName", column_type::text, true, true}, [self](const entity& e) { return value(self(e).name); }},
      {{"DeveloperName"}, [self](const entity& e) { return value(entity_developer_name(self(e))); }},
      {{"NamespacePrefix"}, [self](const entity& e) { return text_or_null(std::string(namespace_of(self(e).name))); }},
      {{"Label"}, [self](const entity& e) { return value(self(e).label); }},
      {{"MasterLabel"}, [self](const entity& e) { return value(self(e).label); }},
      {{"PluralLabel"}, [self](const entity& e) { return value(self(e).label + "s"); }},
      {{"KeyPrefix"}, [&objects](const entity& e) { return text_or_null(objects.key_prefix(e.object)); }},
      {{"InternalSharingModel"}, sharing},
      {{"ExternalSharingModel"}, [](const entity&) { return value("Private"); }},
      {{"DeploymentStatus"},
       [self](const entity& e) { return is_custom_entity(self(e).kind) ? value("Deployed") : value(); }},
      {{"HelpSettingPageName"}, [](const entity&) { return value(); }},
      {{"HelpSettingPageUrl"}, [](const entity&) { return value(); }},
      {{"PublisherId"},
       [self](const entity& e) {
         if (!is_custom_entity(self(e).kind)) return value("System");
         const auto ns = namespace_of(self(e).name);
         return value(ns.empty() ? std::string("<local>") : std::string(ns));
       }},
      {{"IsCustomizable", column_type::boolean},
       [self](const entity& e) { return value(has_automation(self(e).kind)); }},
      {{"IsCustomSetting", column_type::boolean}, [](const entity&) { return value(false); }},
      {{"IsDeprecatedAndHidden", column_type::boolean}, [](const entity&) { return value(false); }},
      {{"LastModifiedDate", column_type::datetime},
       [&objects](const entity& e) {
         return value(soql::moment(std::chrono::seconds(objects.last_modified(e.object))));
       }},
  };
  const auto kinds = kind_columns(objects);
  s.columns.insert(s.columns.end(), kinds.begin(), kinds.end());
  return shared(std::move(s));
}

table_ptr custom_object_table(const org_data& data) {
  const org& objects = data.objects;
  const auto self = [&objects](const entity& e) -> const object& { return objects.at(e.object); };
  const auto id = [&objects](const entity& e) { return long_id("01I", objects.at(e.object).ordinal); };
  item_source<entity> s;
  s.name = "CustomObject";
  s.key_prefix = "01I";
  group_by_object(s, data);
  s.items = [&objects](std::size_t group) {
    const bool custom = is_custom_entity(objects.at(static_cast<object_index>(group)).kind);
    return custom ? entity_of(group) : std::vector<entity>();
  };
  s.group_of_id = [&objects](std::string_view text) -> std::optional<std::size_t> {
    return objects.find_durable(text);
  };
  s.id = id;
  s.columns = {
      {{"Id", column_type::id, true, true}, [id](const entity& e) { return value(id(e)); }},
      {{"DeveloperName"}, [self](const entity& e) { return value(entity_developer_name(self(e))); }},
      {{"NamespacePrefix"}, [self](const entity& e) { return text_or_null(std::string(namespace_of(self(e).name))); }},
      {{"Description"},
       [self](const entity& e) { return self(e).key % 3 == 0 ? value("Holds each " + self(e).label + ".") : value(); }},
      {{"Language"}, [](const entity&) { return value("en_US"); }},
      {{"SharingModel"}, [](const entity&) { return value("Edit"); }},
      {{"ExternalName"}, [](const entity&) { return value(); }},
      {{"ManageableState"},
       [self](const entity& e) { return value(namespace_of(self(e).name).empty() ? "unmanaged" : "installed"); }},
  };
  add_audit_columns(s, data);
  return shared(std::move(s));
}

table_ptr record_type_table(const org_data& data) {
  const org& objects = data.objects;
  item_source<record_type> s;
  s.name = "RecordType";
  s.key_prefix = "012";
  group_by_object(s, data);
  s.items = [&objects](std::size_t group) { return record_types_of(objects, static_cast<object_index>(group)); };
  s.group_of_id = [&objects](std::string_view id) -> std::optional<std::size_t> {
    return object_of_record_type(objects, id);
  };
  s.id = record_type_id;
  s.columns = {
      id_column(s),
      {{"Name"}, [](const record_type& t) { return value(t.label); }},
      {{"DeveloperName"}, [](const record_type& t) { return value(t.developer_name); }},
      {{"NamespacePrefix"}, [](const record_type& t) { return text_or_null(t.name_space); }},
      sobject_type_column<record_type>(data),
      {{"IsActive", column_type::boolean}, [](const record_type& t) { return value(t.active); }},
      {{"Description"}, [](const record_type&) { return value(); }},
      {{"BusinessProcessId", column_type::id}, [](const record_type&) { return value(); }},
  };
  add_audit_columns(s, data);
  return shared(std::move(s));
}

table_ptr layout_table(const org_data& data) {
  const org& objects = data.objects;
  item_source<layout> s;
  s.name = "Layout";
  s.key_prefix = "00h";
  s.items = [&objects](std::size_t group) { return layouts_of(objects, static_cast<object_index>(group)); };
  s.id = [](const layout& l) { return long_id("00h", l.number); };
  s.columns = {
      id_column(s),
      {{"Name"}, [](const layout& l) { return value(l.name); }},
      {{"NamespacePrefix"}, [](const layout& l) { return text_or_null(l.name_space); }},
      {{"LayoutType"}, [](const layout&) { return value("Standard"); }},
      {{"FullName"}, [&objects](const layout& l) { return value(objects.at(l.object).name + "-" + l.name); }},
  };
  s.columns.back().info.one_row = true;
  add_audit_columns(s, data);
  add_object_columns(s, data, object_column::entity_and_table);
  return shared(std::move(s));
}

}  // namespace sluice::orgsim
