#include "orgsim/data/automation.hpp"

#include "orgsim/data/draw.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace sluice::orgsim {

namespace {

// Fewer than this many of a kind an object; ids are ordinal * most + place.
constexpr std::uint64_t most_of_a_kind = 16;
constexpr std::size_t loose_flows = 37;
constexpr std::uint64_t loose_flow_numbers = std::uint64_t{1} << 40U;

std::uint64_t number_of(const object& o, std::size_t place) {
  return (o.ordinal + 1) * most_of_a_kind + place;
}

// `Invoice_Line` of `ns__Invoice_Line__c`, fit for the name of a flow or trigger.
std::string stem_of(const object& o) {
  std::string stem = label_of_name(o.name);
  for (char& c : stem)
    if (c == ' ') c = '_';
  return stem;
}

// How many of a kind an object has: usually none or one, for a few objects many.
std::size_t count_of(draw& d, double chance, std::uint64_t most) {
  return d.chance(chance) ? 1 + static_cast<std::size_t>(d.below(d.chance(0.2) ? most : 2)) : 0;
}

struct flow_shape {
  std::string_view word;
  std::string_view process_type;
  std::string_view trigger_type;
};
constexpr std::array<flow_shape, 6> flow_shapes{{{"After_Save", "AutoLaunchedFlow", "RecordAfterSave"},
                                                 {"After_Save", "AutoLaunchedFlow", "RecordAfterSave"},
                                                 {"Before_Save", "AutoLaunchedFlow", "RecordBeforeSave"},
                                                 {"Before_Delete", "AutoLaunchedFlow", "RecordBeforeDelete"},
                                                 {"Scheduled", "AutoLaunchedFlow", "Scheduled"},
                                                 {"Process", "Workflow", ""}}};
constexpr flow_shape event_shape{"On_Event", "AutoLaunchedFlow", "PlatformEvent"};

flow make_flow(const flow_shape& shape, const object& o, std::size_t place) {
  flow f;
  f.api_name = stem_of(o) + "_" + std::string(shape.word) + "_" + std::to_string(place + 1);
  f.label = o.label + " " + std::string(shape.word) + " " + std::to_string(place + 1);
  f.process_type = shape.process_type;
  f.trigger_type = shape.trigger_type;
  f.number = number_of(o, place);
  return f;
}

// Code with comment lines of both kinds; `code_length` counts what is left without them.
std::string code(draw& d, const std::string& head, const std::string& about, std::int32_t& code_length) {
  std::string body = "/**\n * " + about + "\n */\n" + head + " {\n";
  code_length = static_cast<std::int32_t>(head.size() + 5);
  const std::size_t lines = 4 + d.below(60);
  for (std::size_t i = 0; i < lines; ++i) {
    if (d.chance(0.2)) {
      body += "    // step " + std::to_string(i) + " of " + about + "\n";
      continue;
    }
    const std::string line = "    Integer value" + std::to_string(i) + " = " + std::to_string(d.below(1000)) + ";\n";
    body += line;
    code_length += static_cast<std::int32_t>(line.size());
  }
  return body + "}\n";
}

constexpr std::string_view hidden = "(hidden)";

}  // namespace

std::vector<flow> flows_of(const org& data, object_index o) {
  const object& self = data.at(o);
  std::vector<flow> flows;
  if (!has_automation(self.kind)) return flows;
  draw d(data.seed(), self.key, "flows");
  const std::size_t count = count_of(d, 0.4, 8);
  for (std::size_t place = 0; place < count; ++place) {
    flow f = make_flow(self.kind == object_kind::event ? event_shape : d.pick(flow_shapes), self, place);
    f.name_space = namespace_of(self.name);
    f.active = d.chance(0.8);
    f.object = o;
    flows.push_back(std::move(f));
  }
  return flows;
}

std::vector<flow> flows_without_object(const org& data) {
  std::vector<flow> flows;
  for (std::size_t n = 0; n < loose_flows; ++n) {
    flow f;
    f.api_name = (n % 3 == 0 ? "Subflow_" : "Screen_") + std::to_string(n + 1);
    f.label = (n % 3 == 0 ? "Subflow " : "Screen ") + std::to_string(n + 1);
    f.process_type = n % 3 == 0 ? "AutoLaunchedFlow" : "Flow";
    f.active = draw(data.seed(), "loose flow", static_cast<std::uint64_t>(n)).chance(0.7);
    f.number = loose_flow_numbers + n;
    flows.push_back(std::move(f));
  }
  return flows;
}

std::vector<trigger> triggers_of(const org& data, object_index o) {
  const object& self = data.at(o);
  std::vector<trigger> triggers;
  if (!has_automation(self.kind)) return triggers;
  draw d(data.seed(), self.key, "triggers");
  const std::size_t count = count_of(d, 0.3, 6);
  for (std::size_t place = 0; place < count; ++place) {
    trigger t;
    t.name = stem_of(self) + "_Trigger" + (place == 0 ? std::string() : "_" + std::to_string(place + 1));
    t.name_space = namespace_of(self.name);
    t.active = d.chance(0.9);
    t.object = o;
    t.number = number_of(self, place);
    t.body =
        code(d, "trigger " + t.name + " on " + self.name + " (before insert, after update)", self.label, t.code_length);
    if (!t.name_space.empty()) t.body = hidden;
    triggers.push_back(std::move(t));
  }
  return triggers;
}

std::vector<validation_rule> validation_rules_of(const org& data, object_index o) {
  const object& self = data.at(o);
  std::vector<validation_rule> rules;
  if (!has_automation(self.kind) || self.kind == object_kind::event) return rules;
  draw d(data.seed(), self.key, "validation");
  const std::size_t count = count_of(d, 0.35, 9);
  for (std::size_t place = 0; place < count; ++place) {
    validation_rule r;
    r.name = "Check_" + stem_of(self) + "_" + std::to_string(place + 1);
    r.message = "The " + self.label + " isn't complete: rule " + std::to_string(place + 1) + ".";
    if (d.chance(0.5)) r.display_field = "Name";
    r.active = d.chance(0.85);
    r.object = o;
    r.number = number_of(self, place);
    rules.push_back(std::move(r));
  }
  return rules;
}

std::vector<workflow_rule> workflow_rules_of(const org& data, object_index o) {
  const object& self = data.at(o);
  std::vector<workflow_rule> rules;
  if (!has_automation(self.kind) || self.kind == object_kind::event) return rules;
  draw d(data.seed(), self.key, "workflow");
  const std::size_t count = count_of(d, 0.15, 5);
  for (std::size_t place = 0; place < count; ++place)
    rules.push_back({"Notify about " + self.label + " " + std::to_string(place + 1), o, number_of(self, place)});
  return rules;
}

std::vector<approval_process> approval_processes_of(const org& data, object_index o) {
  const object& self = data.at(o);
  std::vector<approval_process> processes;
  if (!has_automation(self.kind) || self.kind == object_kind::event) return processes;
  draw d(data.seed(), self.key, "approval");
  const std::size_t count = count_of(d, 0.08, 4);
  for (std::size_t place = 0; place < count; ++place) {
    const std::string n = std::to_string(place + 1);
    processes.push_back(
        {self.label + " approval " + n, stem_of(self) + "_Approval_" + n, d.chance(0.8), o, number_of(self, place)});
  }
  return processes;
}

std::size_t class_count(const org& data) {
  return data.size() / 8 + 12;
}

apex_class class_at(const org& data, std::size_t n) {
  draw d(data.seed(), "class", static_cast<std::uint64_t>(n));
  apex_class c;
  c.about = static_cast<object_index>(d.below(data.size()));
  const auto& about = data.at(c.about);
  c.name = stem_of(about) + "_Service" + std::to_string(n + 1);
  c.number = n + 1;
  c.body = code(d, "public with sharing class " + c.name, "queries " + about.name, c.code_length);
  if (d.chance(0.1)) {
    c.name_space = "acme";
    c.body = hidden;
  }
  return c;
}

}  // namespace sluice::orgsim
