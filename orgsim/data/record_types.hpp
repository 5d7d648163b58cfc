// Record types of an object, and its page layouts.
#pragma once

#include "orgsim/data/org.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

struct record_type {
  std::string developer_name;
  std::string label;
  std::string name_space;  // empty for null
  bool active = true;
  object_index object = no_object;
  std::uint64_t number = 0;  // ids are made of it
};

struct layout {
  std::string name;
  std::string name_space;
  object_index object = no_object;
  std::uint64_t number = 0;
};

bool has_record_types(std::uint64_t seed, const object& o);
// Without the master record type, which every object with layouts has.
std::vector<record_type> record_types_of(const org& data, object_index o);
std::string record_type_id(const record_type& t);
// The object whose record type has this id.
std::optional<object_index> object_of_record_type(const org& data, std::string_view id);
std::vector<layout> layouts_of(const org& data, object_index o);

}  // namespace sluice::orgsim
