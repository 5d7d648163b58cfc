// Flow and FlowDefinition of the Tooling API, ProcessDefinition (approval processes), MetadataComponentDependency.

#include "orgsim/answers/json_text.hpp"
#include "orgsim/data/automation.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/tables/audit_columns.hpp"
#include "orgsim/tables/entity_columns.hpp"
#include "orgsim/tables/object_rows_table.hpp"
#include "orgsim/tables/tables.hpp"

namespace sluice::orgsim {

namespace {

using soql::column_type;
using soql::value;

// Flow and FlowDefinition don't tell their object: only the Metadata of a version does.
item_source<flow> tooling_flows(const org_data& data, const std::string& name, const std::string& prefix) {
  item_source<flow> s;
  s.name = name;
  s.key_prefix = prefix;
  s.groups = data.objects.size() + 1;
  s.items = [&objects = data.objects](std::size_t group) { return flows_in(objects, group); };
  s.id = [prefix](const flow& f) { return long_id(prefix, f.number); };
  s.columns = {
      id_column(s),
      {{"MasterLabel"}, [](const flow& f) { return value(f.label); }},
      {{"Description"}, [](const flow&) { return value(); }},
      {{"ManageableState"}, [](const flow& f) { return value(f.name_space.empty() ? "unmanaged" : "installed"); }}};
  add_audit_columns(s, data);
  return s;
}

// Every row of MetadataComponentDependency has this id.
constexpr const char* no_id = "000000000000000AAA";

struct dependency {
  std::string id;
  std::string name;
  std::string type;
  std::string name_space;
  object_index object = no_object;
};

std::vector<dependency> dependencies_in(const org& data, std::size_t group) {
  std::vector<dependency> all;
  if (group >= data.size()) {
    const apex_class c = class_at(data, group - data.size());
    if (c.body != "(hidden)") all.push_back({long_id("01p", c.number), c.name, "ApexClass", c.name_space, c.about});
    return all;
  }
  const auto o = static_cast<object_index>(group);
  if (!is_custom_entity(data.at(o).kind)) return all;  // standard objects are not covered
  for (const trigger& t : triggers_of(data, o))
    all.push_back({long_id("01q", t.number), t.name, "ApexTrigger", t.name_space, o});
  for (const flow& f : flows_of(data, o))
    all.push_back({long_id("301", f.number), f.api_name, "Flow", f.name_space, o});
  for (const validation_rule& r : validation_rules_of(data, o))
    all.push_back({long_id("03d", r.number), r.name, "ValidationRule", {}, o});
  return all;
}

}  // namespace

table_ptr flow_version_table(const org_data& data) {
  auto s = tooling_flows(data, "Flow", "301");
  const std::vector<item_column<flow>> more{
      {{"DefinitionId", column_type::id}, [](const flow& f) { return value(long_id("300", f.number)); }},
      {{"Status"}, [](const flow& f) { return value(f.active ? "Active" : "Draft"); }},
      {{"ProcessType"}, [](const flow& f) { return value(f.process_type); }},
      {{"VersionNumber", column_type::integer}, [](const flow&) { return value(std::int64_t{1}); }},
      {{"FullName"}, [](const flow& f) { return value(f.api_name + "-1"); }},
      {{"Metadata", column_type::compound},
       [&objects = data.objects](const flow& f) {
         std::string out;
         json_text json(out);
         json.begin_object().member("label", f.label).member("processType", f.process_type).key("start").begin_object();
         json.key("object").text_or_null(f.object == no_object ? std::string_view() : objects.at(f.object).name);
         json.key("triggerType").text_or_null(f.trigger_type).end_object().end_object();
         return value(soql::fragment{out});
       }},
  };
  s.columns.insert(s.columns.end(), more.begin(), more.end());
  s.columns[s.columns.size() - 2].info.one_row = s.columns.back().info.one_row = true;
  s.relations.push_back(
      {{"Definition", "FlowDefinition", "FlowDefinition"}, [](const flow& f) { return long_id("300", f.number); }});
  return shared(std::move(s));
}

table_ptr flow_definition_table(const org_data& data) {
  auto s = tooling_flows(data, "FlowDefinition", "300");
  const std::vector<item_column<flow>> more{
      {{"DeveloperName"}, [](const flow& f) { return value(f.api_name); }},
      {{"NamespacePrefix"}, [](const flow& f) { return text_or_null(f.name_space); }},
      {{"ActiveVersionId", column_type::id},
       [](const flow& f) { return f.active ? value(long_id("301", f.number)) : value(); }},
      {{"LatestVersionId", column_type::id}, [](const flow& f) { return value(long_id("301", f.number)); }},
  };
  s.columns.insert(s.columns.end(), more.begin(), more.end());
  return shared(std::move(s));
}

table_ptr approval_process_table(const org_data& data) {
  const org& objects = data.objects;
  item_source<approval_process> s;
  s.name = "ProcessDefinition";
  s.key_prefix = "04a";
  s.items = [&objects](std::size_t group) { return approval_processes_of(objects, static_cast<object_index>(group)); };
  s.id = [](const approval_process& p) { return long_id("04a", p.number); };
  s.columns = {
      id_column(s),
      {{"Name"}, [](const approval_process& p) { return value(p.name); }},
      {{"DeveloperName"}, [](const approval_process& p) { return value(p.developer_name); }},
      {{"Type"}, [](const approval_process&) { return value("Approval"); }},
      {{"Description"}, [](const approval_process&) { return value(); }},
      {{"TableEnumOrId", column_type::text, true, true},
       [&objects](const approval_process& p) { return value(objects.durable_id(p.object)); }},
      {{"State"}, [](const approval_process& p) { return value(p.active ? "Active" : "Inactive"); }},
      {{"LockType"}, [](const approval_process&) { return value("Total"); }},
  };
  add_audit_columns(s, data);
  group_by_object(s, data);
  return shared(std::move(s));
}

table_ptr dependency_table(const org_data& data) {
  const org& objects = data.objects;
  const auto about = [&objects](const dependency& d) -> const object& { return objects.at(d.object); };
  item_source<dependency> s;
  s.name = "MetadataComponentDependency";
  s.groups = objects.size() + class_count(objects);
  s.cuts_silently = !data.how.dependency_query_more;
  s.items = [&objects](std::size_t group) { return dependencies_in(objects, group); };
  s.id = [](const dependency&) { return std::string(no_id); };
  s.columns = {
      id_column(s),
      {{"MetadataComponentId", column_type::id}, [](const dependency& d) { return value(d.id); }},
      {{"MetadataComponentName"}, [](const dependency& d) { return value(d.name); }},
      {{"MetadataComponentType"}, [](const dependency& d) { return value(d.type); }},
      {{"MetadataComponentNamespace"}, [](const dependency& d) { return text_or_null(d.name_space); }},
      {{"RefMetadataComponentId", column_type::id},
       [&objects](const dependency& d) { return value(objects.durable_id(d.object)); }},
      {{"RefMetadataComponentName"}, [about](const dependency& d) { return value(about(d).label); }},
      {{"RefMetadataComponentType"},
       [about](const dependency& d) {
         return value(is_custom_entity(about(d).kind) ? "CustomObject" : "StandardEntity");
       }},
      {{"RefMetadataComponentNamespace"},
       [about](const dependency& d) { return text_or_null(std::string(namespace_of(about(d).name))); }},
  };
  return shared(std::move(s));
}

}  // namespace sluice::orgsim
