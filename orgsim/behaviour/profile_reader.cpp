#include "orgsim/behaviour/profile_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace sluice::orgsim {

namespace {

std::string listed(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) (out += out.empty() ? "" : ", ") += name;
  return out;
}

}  // namespace

void profile_reader::fail(const toml::node& at, const std::string& path, const std::string& what) {
  if (fault_) return;
  std::string where = source_;
  if (const auto begin = at.source().begin) where += fmt::format(":{}:{}", begin.line, begin.column);
  fault_ = profile_fault{where + ": " + path + " " + what};
}

void profile_reader::unknown(const toml::node& at, const std::string& path, std::string_view name,
                             const std::vector<std::string_view>& known) {
  const std::string whole = path.empty() ? std::string(name) : path + "." + std::string(name);
  const std::string nearest = nearest_name(name, known);
  fail(at, whole,
       nearest.empty() ? "is no setting; there are " + listed(known)
                       : "is no setting; did you mean \"" + nearest + "\"?");
}

std::optional<double> profile_reader::number(const toml::node& node, const std::string& path, double least, double most,
                                             bool whole) {
  const auto n = node.value<double>();
  const bool is_number = node.is_integer() || node.is_floating_point();
  if (is_number && n && *n >= least && *n <= most && (!whole || *n == std::floor(*n))) return n;
  fail(node, path, fmt::format("must be a {} from {} to {}", whole ? "whole number" : "number", least, most));
  return std::nullopt;
}

void profile_reader::set(const toml::node& node, const std::string& path, bool& to, double, double) {
  if (const auto b = node.as_boolean())
    to = b->get();
  else
    fail(node, path, "must be true or false");
}

void profile_reader::set(const toml::node& node, const std::string& path, std::string& to, double, double) {
  if (const auto s = node.as_string())
    to = s->get();
  else
    fail(node, path, "must be a text");
}

void profile_reader::set(const toml::node& node, const std::string& path, name_set& to, double, double) {
  const toml::array* list = node.as_array();
  if (list == nullptr || !std::all_of(list->begin(), list->end(), [](const toml::node& n) { return n.is_string(); }))
    return fail(node, path, "must be a list of names");
  to.clear();
  for (const toml::node& n : *list) to.insert(n.as_string()->get());
}

std::optional<std::size_t> profile_reader::word(const toml::node& node, const std::string& path,
                                                const std::vector<std::string_view>& words) {
  const auto text = node.as_string();
  const auto found = text ? std::find(words.begin(), words.end(), text->get()) : words.end();
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  fail(node, path, "must be one of " + listed(words));
  return std::nullopt;
}

void profile_reader::read_traps(const toml::table& table, traps& to) {
  std::vector<std::string_view> known;
  known.reserve(trap_names.size());
  for (const trap_name& t : trap_names) known.push_back(t.name);
  for (const auto& [key, node] : table) {
    const auto found = std::find(known.begin(), known.end(), key.str());
    if (found == known.end()) return unknown(node, "traps", key.str(), known);
    const std::string path = "traps." + std::string(key.str());
    std::visit([&, &at = node](auto member) { set(at, path, to.*member, 0, 1e12); },
               trap_names[static_cast<std::size_t>(found - known.begin())].member);
  }
}

}  // namespace sluice::orgsim
