// What one user of the org may see. Everything, unless a profile's [[users]] says otherwise.
//   view_setup: without it, permissions come out empty and the tables of the set-up are no known types.
//   view_all_data: without it, a user sees a share of each object's rows, the same rows every time.
//   hidden_objects: no such type in queries, 404 in describe, absent in the list and in recordCount.
//   hidden_fields: `Object.Field`; absent in describe, no such column in queries.
// Names are alike in upper and lower case, as everywhere in the API.
#pragma once

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <string_view>

namespace sluice::orgsim {

struct names_alike {
  using is_transparent = void;
  bool operator()(std::string_view left, std::string_view right) const {
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(), [](char l, char r) {
      return std::tolower(static_cast<unsigned char>(l)) < std::tolower(static_cast<unsigned char>(r));
    });
  }
};
using name_set = std::set<std::string, names_alike>;

struct rights {
  bool view_setup = true;
  bool view_all_data = true;
  name_set hidden_objects;
  name_set hidden_fields;

  bool sees_object(std::string_view object) const { return !hidden_objects.contains(object); }
  bool sees_field(std::string_view object, std::string_view field) const {
    return hidden_fields.empty() || !hidden_fields.contains(std::string(object) + "." + std::string(field));
  }
};

inline const rights all_rights{};

}  // namespace sluice::orgsim
