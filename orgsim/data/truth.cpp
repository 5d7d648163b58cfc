#include "orgsim/data/truth.hpp"

#include "orgsim/answers/json_text.hpp"
#include "orgsim/data/automation.hpp"
#include "orgsim/data/clock.hpp"
#include "orgsim/data/field_access.hpp"
#include "orgsim/data/object_access.hpp"
#include "orgsim/data/record_types.hpp"
#include "orgsim/data/row_truth.hpp"
#include "orgsim/data/row_values.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace sluice::orgsim {

namespace {

using names = std::multiset<std::string>;

template <class Names>
void write_names(json_text& json, std::string_view key, const Names& list) {
  json.key(key).begin_list();
  for (const auto& name : list) json.text(name);
  json.end_list();
}

struct access {
  std::set<std::string> editors;
  std::set<std::string> readers;
};

std::map<std::string, access> access_by_permission_name(const truth_source& of, object_index o) {
  std::map<std::string, access> all;
  if (!of.sees.view_setup) return all;
  for (const field_permission& p : field_permissions_of(of.data, of.who, o, of.how.duplicate_permissions)) {
    const std::string& label = of.who.display_label(of.who.sets[p.set]);
    access& a = all[p.field];
    (p.edit ? a.editors : a.readers).insert(label);
  }
  for (auto& [name, a] : all)
    for (const std::string& editor : a.editors) a.readers.erase(editor);
  return all;
}

void write_field_access(json_text& json, const truth_source& of, object_index o) {
  const auto all = access_by_permission_name(of, o);
  const access nobody;
  json.key("field_level_security").begin_object();
  for (const field& f : of.data.fields_of(o)) {
    if (!of.sees.sees_field(of.data.at(o).name, f.name)) continue;
    // A name made of parts is not permissionable itself, and the rows of its parts stand under it.
    const auto found = all.find(permission_name(f));
    const access& a = found == all.end() ? nobody : found->second;
    json.key(f.name).begin_object();
    write_names(json, "editable_by", a.editors);
    write_names(json, "readonly_by", a.readers);
    json.end_object();
  }
  json.end_object();
}

void write_object_access(json_text& json, const truth_source& of, object_index o) {
  std::map<std::string, object_permission> merged;
  if (of.sees.view_setup)
    for (const object_permission& p : object_permissions_of(of.data, of.who, o, of.how.duplicate_permissions)) {
      object_permission& m = merged[of.who.display_label(of.who.sets[p.set])];
      m.create = m.create || p.create;
      m.edit = m.edit || p.edit;
      m.remove = m.remove || p.remove;
      m.view_all = m.view_all || p.view_all;
      m.modify_all = m.modify_all || p.modify_all;
    }
  json.key("object_permissions").begin_object();
  for (const auto& [label, p] : merged) {
    std::string text;
    append_quoted(text, label);
    json.key(std::string_view(text).substr(1, text.size() - 2)).begin_object().member("read", true);
    json.member("create", p.create).member("edit", p.edit).member("delete", p.remove);
    json.member("view_all", p.view_all).member("modify_all", p.modify_all).end_object();
  }
  json.end_object();
}

template <class Items, class Name>
void write_items(json_text& json, std::string_view key, const Items& items, const Name& name) {
  names all;
  for (const auto& item : items) all.insert(name(item));
  write_names(json, key, all);
}

// What only the tables of the set-up tell.
void write_setup(json_text& json, const truth_source& of, object_index o) {
  const auto if_shown = [&of](auto items) {
    if (!of.sees.view_setup) items.clear();
    return items;
  };
  const auto name = [](const auto& item) { return item.name; };
  auto flows = if_shown(flows_of(of.data, o));
  std::erase_if(flows, [](const flow& f) { return !f.active; });
  write_items(json, "flows", flows, [](const flow& f) { return f.api_name; });
  write_items(json, "triggers", if_shown(triggers_of(of.data, o)), name);
  write_items(json, "validation_rules", if_shown(validation_rules_of(of.data, o)), name);
  write_items(json, "workflow_rules", if_shown(workflow_rules_of(of.data, o)), name);
  write_items(json, "approval_processes", if_shown(approval_processes_of(of.data, o)), name);
  write_items(json, "record_types", record_types_of(of.data, o), [](const record_type& t) { return t.developer_name; });
  write_items(json, "layouts", if_shown(layouts_of(of.data, o)), name);
}

}  // namespace

void append_org_truth(std::string& out, const truth_source& of) {
  const auto active = std::count_if(of.who.users.begin(), of.who.users.end(), [](const user& u) { return u.active; });
  out += "\"now\":";
  append_quoted(out, soql::text_of(org_now));
  out += ",\"objects_total\":" + std::to_string(of.data.size());
  out += ",\"users\":" + std::to_string(of.who.users.size()) + ",\"active_users\":" + std::to_string(active);
  out += ",\"profiles\":" + std::to_string(of.who.profiles.size());
  out += ",\"permission_sets\":" + std::to_string(of.who.sets.size());
  out += ",\"roles\":" + std::to_string(of.who.roles.size());
}

void append_truth(std::string& out, const truth_source& of, object_index o) {
  json_text json(out);
  json.key(of.data.at(o).name).begin_object().key("record_count");
  auto count = of.counts.of(o);
  const bool records = count && !of.counts.is_setup(o);
  if (records && !of.sees.view_all_data) count = shared_rows(of.data, o, *count);
  if (count)
    json.number(*count);
  else
    json.null();
  write_setup(json, of, o);
  write_object_access(json, of, o);
  write_field_access(json, of, o);
  if (records && *count > 0) append_row_truth(json, of, o, *of.counts.of(o), *count);
  json.end_object();
}

}  // namespace sluice::orgsim
