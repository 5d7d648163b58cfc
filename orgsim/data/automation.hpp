// Flows, triggers, rules and classes of the org, object by object.
#pragma once

#include "orgsim/data/org.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sluice::orgsim {

struct flow {
  std::string api_name;
  std::string label;
  std::string process_type;
  std::string trigger_type;  // empty for null
  std::string name_space;    // empty for null
  bool active = true;
  object_index object = no_object;
  std::uint64_t number = 0;  // ids are made of it
};

struct trigger {
  std::string name;
  std::string name_space;
  std::string body;  // "(hidden)" in a managed package
  bool active = true;
  std::int32_t code_length = 0;
  object_index object = no_object;
  std::uint64_t number = 0;
};

struct validation_rule {
  std::string name;
  std::string message;
  std::string display_field;  // empty for null
  bool active = true;
  object_index object = no_object;
  std::uint64_t number = 0;
};

struct workflow_rule {
  std::string name;
  object_index object = no_object;
  std::uint64_t number = 0;
};

// An approval process.
struct approval_process {
  std::string name;
  std::string developer_name;
  bool active = true;
  object_index object = no_object;
  std::uint64_t number = 0;
};

struct apex_class {
  object_index about = no_object;
  std::string name;
  std::string name_space;
  std::string body;
  std::int32_t code_length = 0;
  std::uint64_t number = 0;
};

std::vector<flow> flows_of(const org& data, object_index o);
// Screen flows and autolaunched ones that no object starts.
std::vector<flow> flows_without_object(const org& data);
std::vector<trigger> triggers_of(const org& data, object_index o);
std::vector<validation_rule> validation_rules_of(const org& data, object_index o);
std::vector<workflow_rule> workflow_rules_of(const org& data, object_index o);
std::vector<approval_process> approval_processes_of(const org& data, object_index o);
std::size_t class_count(const org& data);
apex_class class_at(const org& data, std::size_t n);

}  // namespace sluice::orgsim
