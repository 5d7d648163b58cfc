#include "orgsim/behaviour/call_kind.hpp"

namespace sluice::orgsim {

namespace {

// Takes the first segment off a path that begins with '/'.
std::string_view take_segment(std::string_view& path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

call_kind kind_below_sobjects(std::string_view path) {
  if (take_segment(path).empty()) return call_kind::list;
  return take_segment(path) == "describe" ? call_kind::describe : call_kind::record;
}

}  // namespace

call_kind kind_of(std::string_view target) {
  std::string_view path = target.substr(0, target.find('?'));
  const std::string_view first = take_segment(path);
  if (first == "id") return call_kind::login;
  if (first != "services") return call_kind::other;
  const std::string_view service = take_segment(path);
  if (service == "oauth2") return call_kind::login;
  if (service != "data") return call_kind::other;
  take_segment(path);
  const std::string_view resource = take_segment(path);
  if (resource == "sobjects") return kind_below_sobjects(path);
  if (resource == "query" || resource == "queryAll") return call_kind::query;
  if (resource == "limits") return call_kind::limits;
  if (resource == "composite") return call_kind::composite;
  if (resource == "tooling") return take_segment(path) == "composite" ? call_kind::composite : call_kind::tooling;
  return call_kind::other;
}

}  // namespace sluice::orgsim
