#include "orgsim/data/truth.hpp"

#include "orgsim/answers/json_text.hpp"
#include "orgsim/data/automation.hpp"
#include "orgsim/data/field_access.hpp"

#include <map>
#include <set>
#include <string_view>

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

std::map<std::string, access> access_by_permission_name(const org& data, const people& who, object_index o) {
  std::map<std::string, access> all;
  for (const field_permission& p : field_permissions_of(data, who, o)) {
    const std::string& label = who.display_label(who.sets[p.set]);
    access& a = all[p.field];
    (p.edit ? a.editors : a.readers).insert(label);
  }
  for (auto& [name, a] : all)
    for (const std::string& editor : a.editors) a.readers.erase(editor);
  return all;
}

void write_field_access(json_text& json, const org& data, const people& who, object_index o) {
  const auto all = access_by_permission_name(data, who, o);
  const access nobody;
  json.key("field_level_security").begin_object();
  for (const field& f : data.fields_of(o)) {
    const auto found = f.permissionable ? all.find(permission_name(f)) : all.end();
    const access& a = found == all.end() ? nobody : found->second;
    json.key(f.name).begin_object();
    write_names(json, "editable_by", a.editors);
    write_names(json, "readonly_by", a.readers);
    json.end_object();
  }
  json.end_object();
}

}  // namespace

void append_truth(std::string& out, const org& data, const people& who, const record_counts& counts, object_index o) {
  names flows;
  for (const flow& f : flows_of(data, o))
    if (f.active) flows.insert(f.api_name);
  names triggers;
  for (const trigger& t : triggers_of(data, o)) triggers.insert(t.name);
  names rules;
  for (const validation_rule& r : validation_rules_of(data, o)) rules.insert(r.name);
  json_text json(out);
  json.key(data.at(o).name).begin_object().key("record_count");
  if (const auto count = counts.of(o))
    json.number(*count);
  else
    json.null();
  write_names(json, "flows", flows);
  write_names(json, "triggers", triggers);
  write_names(json, "validation_rules", rules);
  write_field_access(json, data, who, o);
  json.end_object();
}

}  // namespace sluice::orgsim
