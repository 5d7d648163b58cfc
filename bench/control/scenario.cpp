#include "bench/control/scenario.hpp"

#include "orgsim/behaviour/profile_file.hpp"
#include "orgsim/data/draw.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <stdexcept>

#include <fmt/core.h>
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace sluice::bench {

namespace {
std::string text_of(toml::table table) {
  table.is_inline(false);
  std::ostringstream out;
  out << toml::toml_formatter{table};
  return out.str();
}

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
  throw std::runtime_error(fmt::format("{}: {}", where, why));
}

double number(const toml::table& from, std::string_view key, double otherwise) {
  return from[key].value<double>().value_or(otherwise);
}

std::vector<double> numbers(const toml::node_view<const toml::node>& list) {
  std::vector<double> all;
  if (const toml::array* a = list.as_array()) {
    for (const toml::node& n : *a) all.push_back(n.value<double>().value_or(0));
  }
  return all;
}

mix mix_of(const toml::table& from, const std::string& where) {
  mix m{.at_s = number(from, "at_s", 0), .weights = std::vector<double>(orgsim::call_kind_names.size(), 0)};
  for (const auto& [key, node] : from) {
    if (key.str() == "at_s") continue;
    const auto kind = std::ranges::find(orgsim::call_kind_names, key.str());
    if (kind == orgsim::call_kind_names.end()) refuse(where, fmt::format("no kind of call is named {}", key.str()));
    m.weights[static_cast<std::size_t>(kind - orgsim::call_kind_names.begin())] = node.value<double>().value_or(0);
  }
  return m;
}

load_plan load_of(const toml::table& from, const std::string& where) {
  load_plan l;
  l.run_s = number(from, "seconds", l.run_s);
  l.calls = from["calls"].value<std::size_t>().value_or(l.calls);
  l.first = from["first"].value<std::size_t>().value_or(l.first);
  l.max = from["max"].value<std::size_t>().value_or(l.max);
  l.timeout_s = number(from, "timeout_s", l.timeout_s);
  l.client_ms = number(from, "client_ms", l.client_ms);
  l.history = from["history"].value<double>();
  l.trickle_per_second = from["trickle_per_second"].value<double>();
  if (from.contains("starts_s")) l.starts_s = numbers(from["starts_s"]);
  if (const toml::array* mixes = from["mix"].as_array()) {
    for (const toml::node& m : *mixes) l.mixes.push_back(mix_of(*m.as_table(), where));
  }
  if (l.mixes.empty()) l.mixes.push_back(mix_of(toml::table{{"describe", 1.0}}, where));
  return l;
}

scenario scenario_of(const toml::table& from, const std::string& file) {
  scenario s;
  s.name = from["name"].value<std::string>().value_or("");
  s.cls = from["class"].value<std::string>().value_or("");
  s.sentence = from["sentence"].value<std::string>().value_or("");
  const std::string where = file + ", " + s.name;
  if (s.name.empty() || s.cls.empty() || s.sentence.empty()) refuse(where, "needs a name, a class and a sentence");
  const toml::table* org = from["profile"].as_table();
  if (org == nullptr) refuse(where, "needs a profile");
  const std::string profile_text = text_of(*org);
  auto read = orgsim::read_profile(profile_text, orgsim::profile_syntax::toml, where);
  if (!read) refuse(where, read.error().message);
  s.org = std::move(*read);
  const toml::table none;
  const toml::table* load = from["load"].as_table();
  s.load = load_of(load != nullptr ? *load : none, where);
  s.fingerprint = fmt::format("{:016x}", orgsim::hash_text(profile_text + text_of(load != nullptr ? *load : none)));
  return s;
}
}  // namespace

std::vector<scenario> read_scenarios(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<scenario> all;
  for (const auto& file : files) {
    const toml::parse_result read = toml::parse_file(file.string());
    if (!read) refuse(file.string(), std::string(read.error().description()));
    const toml::array* listed = read.table()["scenario"].as_array();
    if (listed == nullptr) refuse(file.string(), "has no [[scenario]]");
    for (const toml::node& one : *listed) all.push_back(scenario_of(*one.as_table(), file.filename().string()));
  }
  return all;
}

}  // namespace sluice::bench
