#include "orgsim/behaviour/profile.hpp"

#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_to.hpp>

namespace sluice::orgsim {

namespace json = boost::json;

namespace {

struct named {
  std::string_view name;
  profile value;
};

const std::array<named, 7>& built_in() {
  static const std::array<named, 7> all{{
      {"instant", {}},
      {"steady", {.service_ms = 200, .service_spread = 0.1, .servers = 40}},
      {"lognormal", {.service_ms = 200, .service_spread = 0.8, .servers = 40}},
      {"rate", {.service_ms = 100, .service_spread = 0.2, .calls_per_minute = 200, .burst = 20}},
      {"cap", {.service_ms = 200, .service_spread = 0.2, .in_flight_cap = 25}},
      {"step", {.service_ms = 200, .service_spread = 0.1, .servers = 40, .step_at_s = 30, .step_servers = 10}},
      {"demo", {.service_ms = 150, .service_spread = 0.3, .servers = 80}},
  }};
  return all;
}

const profile* find_built_in(std::string_view name) {
  for (const named& n : built_in())
    if (n.name == name) return &n.value;
  return nullptr;
}

std::string known_names() {
  std::string names;
  for (const named& n : built_in()) names += (names.empty() ? "" : ", ") + std::string(n.name);
  return names;
}

// The number of a member, or nothing where it is no number from 0 to what the member can hold.
template <class Number>
bool read_number(const json::value& v, Number& to) {
  boost::system::error_code error;
  const auto number = v.to_number<double>(error);
  if (error || !std::isfinite(number) || number < 0 || number > static_cast<double>(std::numeric_limits<Number>::max()))
    return false;
  to = static_cast<Number>(number);
  return true;
}

// Nothing if the name is unknown.
std::optional<bool> read_member(profile& p, std::string_view name, const json::value& v) {
  if (name == "service_ms") return read_number(v, p.service_ms);
  if (name == "service_spread") return read_number(v, p.service_spread);
  if (name == "servers") return read_number(v, p.servers);
  if (name == "queue_limit") return read_number(v, p.queue_limit);
  if (name == "step_at_s") return read_number(v, p.step_at_s);
  if (name == "step_servers") return read_number(v, p.step_servers);
  if (name == "calls_per_minute") return read_number(v, p.calls_per_minute);
  if (name == "burst") return read_number(v, p.burst);
  if (name == "in_flight_cap") return read_number(v, p.in_flight_cap);
  if (name == "day_max") return read_number(v, p.day_max);
  if (name == "day_used") return read_number(v, p.day_used);
  if (name == "cursors") return read_number(v, p.cursors);
  return std::nullopt;
}

boost::system::result<profile, profile_fault> read_file(const std::string& path, std::istream& in) {
  const std::string text(std::istreambuf_iterator<char>(in), {});
  boost::system::error_code error;
  const json::value root = json::parse(text, error);
  if (error || !root.is_object())
    return profile_fault{path + ": is no JSON object" + (error ? ": " + error.message() : "")};
  profile p;
  if (const json::value* base = root.get_object().if_contains("based_on")) {
    const profile* known = base->is_string() ? find_built_in(std::string_view(base->get_string())) : nullptr;
    if (known == nullptr) return profile_fault{path + ": \"based_on\" must be one of " + known_names()};
    p = *known;
  }
  for (const auto& [key, v] : root.get_object()) {
    if (key == "based_on") continue;
    const auto read = read_member(p, key, v);
    if (!read) return profile_fault{path + ": no such setting: \"" + std::string(key) + "\""};
    if (!*read) return profile_fault{path + ": \"" + std::string(key) + "\" must be a number that is not negative"};
  }
  return p;
}

}  // namespace

boost::system::result<profile, profile_fault> load_profile(const std::string& name_or_path) {
  if (const profile* known = find_built_in(name_or_path)) return *known;
  std::ifstream in(name_or_path, std::ios::binary);
  if (!in)
    return profile_fault{"unknown profile \"" + name_or_path + "\": neither a readable file nor one of " +
                         known_names()};
  return read_file(name_or_path, in);
}

}  // namespace sluice::orgsim
