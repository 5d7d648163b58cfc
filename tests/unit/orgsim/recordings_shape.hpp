// The shape of JSON: for each path in it, which types stand there. Items of a list share one path, so that two answers
// of the same kind can be compared although their values differ.
#pragma once

#include <map>
#include <set>
#include <string>

#include <boost/json/value.hpp>

namespace orgsim_test {

// `.fields[].length` -> {"number"}
using json_shape = std::map<std::string, std::set<std::string>>;

inline void add_shape(json_shape& to, const boost::json::value& v, const std::string& path = "") {
  switch (v.kind()) {
    case boost::json::kind::object:
      to[path].insert("object");
      for (const auto& [name, member] : v.as_object()) add_shape(to, member, path + "." + std::string(name));
      break;
    case boost::json::kind::array:
      to[path].insert("list");
      for (const auto& item : v.as_array()) add_shape(to, item, path + "[]");
      break;
    case boost::json::kind::string:
      to[path].insert("text");
      break;
    case boost::json::kind::bool_:
      to[path].insert("flag");
      break;
    case boost::json::kind::null:
      to[path].insert("null");
      break;
    default:
      to[path].insert("number");
  }
}

inline json_shape shape_of(const boost::json::value& v) {
  json_shape shape;
  add_shape(shape, v);
  return shape;
}

// The paths of `recorded` that `ours` lacks, or at which no type is alike. A null is like anything: what is empty in
// one org is filled in another. What stands in lists or objects that are empty in `ours` is not missed.
inline std::set<std::string> lacking(const json_shape& recorded, const json_shape& ours) {
  std::set<std::string> all;
  for (const auto& [path, types] : recorded) {
    const std::size_t item = path.rfind("[]");
    const bool in_empty_list = item != std::string::npos && !ours.contains(path.substr(0, item + 2));
    const std::size_t dot = path.rfind('.');
    const auto parent = ours.find(path.substr(0, dot == std::string::npos ? 0 : dot));
    const bool in_null = dot != std::string::npos && parent != ours.end() && !parent->second.contains("object");
    if (in_empty_list || in_null) continue;
    const auto found = ours.find(path);
    bool alike = found != ours.end() && (types == std::set<std::string>{"null"} || found->second.contains("null"));
    if (found != ours.end())
      for (const std::string& type : types) alike = alike || found->second.contains(type);
    if (!alike) all.insert(path);
  }
  return all;
}

}  // namespace orgsim_test
