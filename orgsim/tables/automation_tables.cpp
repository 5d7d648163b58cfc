// FlowDefinitionView, Flow, FlowDefinition, ApexTrigger, ApexClass, ValidationRule, WorkflowRule, ProcessDefinition.

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

template <class Item>
item_source<Item> numbered(const std::string& name, const std::string& prefix) {
  item_source<Item> s;
  s.name = name;
  s.id = [prefix](const Item& i) { return long_id(prefix, i.number); };
  s.columns = {id_column(s)};
  return s;
}

template <class Item, class Name>
void add_full_name(item_source<Item>& s, const org& objects, const Name& name) {
  s.columns.push_back(
      {{"FullName"}, [&objects, name](const Item& i) { return value(objects.at(i.object).name + "." + name(i)); }});
  s.columns.back().info.one_row = true;
}

template <class Item, class Write>
void add_metadata(item_source<Item>& s, const Write& write) {
  s.columns.push_back({{"Metadata", column_type::compound}, [write](const Item& i) {
                         std::string out;
                         json_text json(out);
                         json.begin_object();
                         write(json, i);
                         json.end_object();
                         return value(soql::fragment{out});
                       }});
  s.columns.back().info.one_row = true;
}

// Flows of every object, and after them those that no object starts.
void group_flows(item_source<flow>& s, const org_data& data) {
  const org& objects = data.objects;
  group_by_object(s, data);
  s.groups = objects.size() + 1;
  if (auto shows = std::move(s.shows))
    s.shows = [shows, loose = objects.size()](std::size_t group) { return group == loose || shows(group); };
  s.items = [&objects](std::size_t group) { return flows_in(objects, group); };
}

}  // namespace

table_ptr flow_table(const org_data& data) {
  const org& objects = data.objects;
  const auto object_of = [&objects](const flow& f) -> const object* {
    return f.object == no_object ? nullptr : &objects.at(f.object);
  };
  const auto durable = [&objects](const flow& f) {
    return f.object == no_object ? std::string() : objects.durable_id(f.object);
  };
  auto s = numbered<flow>("FlowDefinitionView", "300");
  group_flows(s, data);
  const std::vector<item_column<flow>> more{
      {{"DurableId", column_type::id}, [](const flow& f) { return value(long_id("300", f.number)); }},
      {{"ApiName"}, [](const flow& f) { return value(f.api_name); }},
      {{"Label"}, [](const flow& f) { return value(f.label); }},
      {{"Description"}, [](const flow&) { return value(); }},
      {{"ProcessType"}, [](const flow& f) { return value(f.process_type); }},
      {{"TriggerType"}, [](const flow& f) { return text_or_null(f.trigger_type); }},
      {{"NamespacePrefix"}, [](const flow& f) { return text_or_null(f.name_space); }},
      {{"IsActive", column_type::boolean}, [](const flow& f) { return value(f.active); }},
      {{"ActiveVersionId", column_type::id},
       [](const flow& f) { return f.active ? value(long_id("301", f.number)) : value(); }},
      {{"TriggerObjectOrEventId", column_type::id, true, true},
       [durable](const flow& f) { return text_or_null(durable(f)); }},
      {{"TriggerObjectOrEventLabel"},
       [object_of](const flow& f) { return object_of(f) != nullptr ? value(object_of(f)->label) : value(); }},
  };
  s.columns.insert(s.columns.end(), more.begin(), more.end());
  s.relations = {{{"TriggerObjectOrEvent", "EntityDefinition", "EntityDefinition", true}, durable}};
  add_audit_columns(s, data);
  return shared(std::move(s));
}

table_ptr trigger_table(const org_data& data) {
  const org& objects = data.objects;
  auto s = numbered<trigger>("ApexTrigger", "01q");
  s.items = [&objects](std::size_t group) { return triggers_of(objects, static_cast<object_index>(group)); };
  const std::vector<item_column<trigger>> more{
      {{"Name"}, [](const trigger& t) { return value(t.name); }},
      {{"NamespacePrefix"}, [](const trigger& t) { return text_or_null(t.name_space); }},
      {{"Status"}, [](const trigger& t) { return value(t.active ? "Active" : "Inactive"); }},
      {{"ApiVersion", column_type::decimal}, [](const trigger&) { return value(58.0); }},
      {{"IsValid", column_type::boolean}, [](const trigger&) { return value(true); }},
      {{"Body", column_type::long_text, false}, [](const trigger& t) { return value(t.body); }},
      {{"LengthWithoutComments", column_type::integer},
       [](const trigger& t) { return value(std::int64_t{t.code_length}); }},
  };
  s.columns.insert(s.columns.end(), more.begin(), more.end());
  add_audit_columns(s, data);
  add_object_columns(s, data, object_column::entity_and_table);
  return shared(std::move(s));
}

table_ptr class_table(const org_data& data) {
  const org& objects = data.objects;
  auto s = numbered<apex_class>("ApexClass", "01p");
  s.size = static_cast<std::int64_t>(class_count(objects));
  s.groups = class_count(objects);
  s.items = [&objects](std::size_t group) { return std::vector<apex_class>{class_at(objects, group)}; };
  const std::vector<item_column<apex_class>> more{
      {{"Name"}, [](const apex_class& c) { return value(c.name); }},
      {{"NamespacePrefix"}, [](const apex_class& c) { return text_or_null(c.name_space); }},
      {{"Status"}, [](const apex_class&) { return value("Active"); }},
      {{"ApiVersion", column_type::decimal}, [](const apex_class&) { return value(58.0); }},
      {{"IsValid", column_type::boolean}, [](const apex_class&) { return value(true); }},
      {{"Body", column_type::long_text, false}, [](const apex_class& c) { return value(c.body); }},
      {{"LengthWithoutComments", column_type::integer},
       [](const apex_class& c) { return value(std::int64_t{c.code_length}); }},
  };
  s.columns.insert(s.columns.end(), more.begin(), more.end());
  add_audit_columns(s, data);
  return shared(std::move(s));
}

table_ptr validation_rule_table(const org_data& data) {
  const org& objects = data.objects;
  auto s = numbered<validation_rule>("ValidationRule", "03d");
  s.items = [&objects](std::size_t group) { return validation_rules_of(objects, static_cast<object_index>(group)); };
  const std::vector<item_column<validation_rule>> more{
      {{"ValidationName"}, [](const validation_rule& r) { return value(r.name); }},
      {{"Active", column_type::boolean}, [](const validation_rule& r) { return value(r.active); }},
      {{"Description"}, [](const validation_rule&) { return value(); }},
      {{"ErrorMessage"}, [](const validation_rule& r) { return value(r.message); }},
      {{"ErrorDisplayField"}, [](const validation_rule& r) { return text_or_null(r.display_field); }},
      {{"NamespacePrefix"}, [](const validation_rule&) { return value(); }},
  };
  s.columns.insert(s.columns.end(), more.begin(), more.end());
  add_full_name(s, objects, [](const validation_rule& r) { return r.name; });
  add_metadata(s, [](json_text& json, const validation_rule& r) {
    json.member("active", r.active).member("errorConditionFormula", "ISBLANK(Name)").member("errorMessage", r.message);
    json.key("errorDisplayField").text_or_null(r.display_field);
  });
  add_audit_columns(s, data);
  add_object_columns(s, data, object_column::entity);
  return shared(std::move(s));
}

table_ptr workflow_rule_table(const org_data& data) {
  const org& objects = data.objects;
  auto s = numbered<workflow_rule>("WorkflowRule", "01Q");
  s.items = [&objects](std::size_t group) { return workflow_rules_of(objects, static_cast<object_index>(group)); };
  s.columns.push_back({{"Name"}, [](const workflow_rule& r) { return value(r.name); }});
  s.columns.push_back({{"NamespacePrefix"}, [](const workflow_rule&) { return value(); }});
  s.columns.push_back({{"TableEnumOrId", column_type::id, true, true},
                       [&objects](const workflow_rule& r) { return value(objects.durable_id(r.object)); }});
  add_full_name(s, objects, [](const workflow_rule& r) { return r.name; });
  add_metadata(s, [](json_text& json, const workflow_rule&) {
    json.member("active", true)
        .member("formula", "ISCHANGED(Name)")
        .member("triggerType", "onCreateOrTriggeringUpdate");
  });
  add_audit_columns(s, data);
  group_by_object(s, data);
  return shared(std::move(s));
}

}  // namespace sluice::orgsim
