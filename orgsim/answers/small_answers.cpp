#include "orgsim/answers/small_answers.hpp"

#include "orgsim/answers/json_text.hpp"

#include <array>
#include <ctime>
#include <initializer_list>

namespace sluice::orgsim {

std::string versions_text() {
  // v21 is Spring '11; three releases a year, each Winter named after the year that follows.
  constexpr std::array<const char*, 3> seasons{"Spring", "Summer", "Winter"};
  std::string out;
  json_text json(out);
  json.begin_list();
  for (int version = oldest_version; version <= newest_version; ++version) {
    const int since = version - oldest_version;
    const int year = 11 + since / 3 + (since % 3 == 2 ? 1 : 0);
    const std::string number = std::to_string(version) + ".0";
    json.begin_object();
    json.member("label", std::string(seasons[static_cast<std::size_t>(since % 3)]) + " '" + std::to_string(year));
    json.member("url", "/services/data/v" + number).member("version", number).end_object();
  }
  json.end_list();
  return out;
}

namespace {

std::string named_addresses(std::string_view base, std::initializer_list<std::string_view> names,
                            std::string_view identity) {
  std::string out;
  json_text json(out);
  json.begin_object();
  for (const std::string_view name : names) json.member(name, std::string(base) + "/" + std::string(name));
  if (!identity.empty()) json.member("identity", identity);
  json.end_object();
  return out;
}

}  // namespace

std::string resources_text(std::string_view base, std::string_view identity) {
  return named_addresses(base,
                         {"tooling",
                          "metadata",
                          "eclair",
                          "folders",
                          "prechatForms",
                          "chatter",
                          "tabs",
                          "appMenu",
                          "quickActions",
                          "queryAll",
                          "commerce",
                          "wave",
                          "iot",
                          "analytics",
                          "search",
                          "composite",
                          "parameterizedSearch",
                          "theme",
                          "nouns",
                          "event",
                          "serviceTemplates",
                          "recent",
                          "connect",
                          "licensing",
                          "limits",
                          "process",
                          "jobs",
                          "match",
                          "query",
                          "flexiPage",
                          "sobjects"},
                         identity);
}

std::string tooling_resources_text(std::string_view base) {
  return named_addresses(base, {"sobjects", "query", "search", "composite"}, {});
}

std::string composite_resources_text(std::string_view base) {
  return named_addresses(base, {"batch", "sobjects", "tree", "graph"}, {});
}

std::string record_counts_text(const org& data, const record_counts& counts, const std::vector<std::string>& names,
                               const rights& sees) {
  std::string out;
  json_text json(out);
  const auto add = [&](object_index o) {
    if (!sees.sees_object(data.at(o).name)) return;
    if (const auto count = counts.listed(o))
      json.begin_object().member("count", *count).member("name", data.at(o).name).end_object();
  };
  json.begin_object().key("sObjects").begin_list();
  if (names.empty())
    for (object_index o = 0; o < data.size(); ++o) add(o);
  for (const std::string& name : names)
    if (const auto o = data.find(name)) add(*o);
  json.end_list().end_object();
  return out;
}

std::string error_text(std::string_view code, std::string_view message) {
  std::string out;
  json_text json(out);
  json.begin_list().begin_object();
  if (code == "NOT_FOUND" || code == "LIMIT_EXCEEDED" || code.ends_with("PROCESSING_HALTED"))
    json.member("errorCode", code).member("message", message);
  else
    json.member("message", message).member("errorCode", code);
  json.end_object().end_list();
  return out;
}

std::string http_date(std::int64_t seconds) {
  const std::time_t at = seconds;
  std::tm parts{};
  gmtime_r(&at, &parts);
  std::array<char, 40> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

std::int64_t parse_http_date(std::string_view text) {
  std::tm parts{};
  const std::string copy(text);
  const char* rest = strptime(copy.c_str(), "%a, %d %b %Y %H:%M:%S", &parts);
  if (rest == nullptr) return -1;
  return timegm(&parts);
}

}  // namespace sluice::orgsim
