#include "bench/control/scenario.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <stdexcept>

#include <boost/json.hpp>

namespace sluice::bench {

namespace json = boost::json;

namespace {
double number(const json::value& v) {
  return v.to_number<double>();
}

template <class T>
using setters = std::map<std::string, std::function<void(T&, const json::value&)>, std::less<>>;

// A misspelt key must not pass for a default.
template <class T>
void apply(T& to, const json::object& from, const setters<T>& known) {
  for (const auto& [key, value] : from) {
    const auto set = known.find(std::string_view(key));
    if (set == known.end()) throw std::runtime_error("unknown key: " + std::string(key));
    set->second(to, value);
  }
}

const setters<server_plan>& server_keys() {
  using plan = server_plan;
  using value = json::value;
  static const setters<plan> keys{
      {"at_s", [](plan&, const value&) {}},
      {"room", [](plan& p, const value& v) { p.room = v.to_number<std::size_t>(); }},
      {"service_s", [](plan& p, const value& v) { p.service_s = number(v); }},
      {"sigma", [](plan& p, const value& v) { p.sigma = number(v); }},
      {"round_trip_s", [](plan& p, const value& v) { p.round_trip_s = number(v); }},
      {"kinds", [](plan& p, const value& v) { p.kinds = json::value_to<std::vector<double>>(v); }},
      {"cap", [](plan& p, const value& v) { p.cap = v.to_number<std::size_t>(); }},
      {"rate", [](plan& p, const value& v) { p.rate = number(v); }},
      {"burst", [](plan& p, const value& v) { p.burst = number(v); }},
      {"retry_after_s", [](plan& p, const value& v) { p.retry_after_s = number(v); }},
      {"faults", [](plan& p, const value& v) { p.faults = number(v); }},
      {"down", [](plan& p, const value& v) { p.down = v.as_bool(); }},
      {"client_s", [](plan& p, const value& v) { p.client_s = number(v); }},
      {"client_growth_s", [](plan& p, const value& v) { p.client_growth_s = number(v); }},
  };
  return keys;
}

const setters<expectation>& expectation_keys() {
  using wish = expectation;
  using value = json::value;
  static const setters<wish> keys{
      {"from_s", [](wish& w, const value& v) { w.from_s = number(v); }},
      {"to_s", [](wish& w, const value& v) { w.to_s = number(v); }},
      {"window", [](wish& w, const value& v) { w.window_min = number(v.at(0)), w.window_max = number(v.at(1)); }},
      {"served", [](wish& w, const value& v) { w.served_min = number(v); }},
      {"refused", [](wish& w, const value& v) { w.refused_max = number(v); }},
      {"pace", [](wish& w, const value& v) { w.pace_min = number(v.at(0)), w.pace_max = number(v.at(1)); }},
  };
  return keys;
}

const setters<scenario>& load_keys() {
  using value = json::value;
  static const setters<scenario> keys{
      {"seconds", [](scenario& s, const value& v) { s.run_s = number(v); }},
      {"first", [](scenario& s, const value& v) { s.first = v.to_number<std::size_t>(); }},
      {"max", [](scenario& s, const value& v) { s.max = v.to_number<std::size_t>(); }},
  };
  return keys;
}

scenario read_one(const json::object& from) {
  scenario s;
  s.name = json::value_to<std::string>(from.at("name"));
  s.sentence = json::value_to<std::string>(from.at("sentence"));
  s.stages.emplace_back();
  apply(s.stages.back().server, from.at("server").as_object(), server_keys());
  if (const json::value* changes = from.if_contains("changes")) {
    for (const json::value& change : changes->as_array()) {
      s.stages.push_back({.from_s = number(change.at("at_s")), .server = s.stages.back().server});
      apply(s.stages.back().server, change.as_object(), server_keys());
    }
  }
  apply(s, from.at("load").as_object(), load_keys());
  for (const json::value& wish : from.at("expected").as_array()) {
    apply(s.expected.emplace_back(), wish.as_object(), expectation_keys());
  }
  if (const json::value* allowed = from.if_contains("seeds_allowed_wrong")) {
    s.seeds_allowed_wrong = allowed->to_number<std::size_t>();
  }
  return s;
}

double mean(const std::vector<double>& v) {
  return std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
}
}  // namespace

double server_plan::capacity() const {
  const double at_work = static_cast<double>(room) / (service_s * mean(kinds));
  const double at_cap = cap ? static_cast<double>(*cap) / unloaded_s() : at_work;
  return down ? 0 : std::min({at_work, at_cap, rate.value_or(at_work)});
}

double server_plan::knee() const {
  return capacity() * unloaded_s();
}

double server_plan::unloaded_s() const {
  return service_s * mean(kinds) + round_trip_s + client_s;
}

const server_plan& scenario::server_at(double s) const {
  const auto later = std::find_if(stages.begin() + 1, stages.end(), [s](const stage& x) { return x.from_s > s; });
  return std::prev(later)->server;
}

std::vector<scenario> read_scenarios(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<scenario> all;
  for (const auto& file : files) {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const json::value listed = json::parse(text);
    for (const json::value& one : listed.as_array()) all.push_back(read_one(one.as_object()));
  }
  return all;
}

}  // namespace sluice::bench
