#include "orgsim/answers/describe.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

using namespace sluice::orgsim;
namespace json = boost::json;

namespace {

const std::filesystem::path recordings_folder = std::filesystem::path(SLUICE_SHARED_DATA) / "recordings";

json::value body_of(const char* file) {
  std::ifstream in(recordings_folder / file);
  const json::value whole = json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
  if (const json::value* body = whole.as_object().if_contains("body")) return *body;
  return whole.at("recordings").at(0).at("body");
}

std::set<std::string> members(const json::value& v) {
  std::set<std::string> names;
  for (const auto& [key, value] : v.as_object()) names.insert(std::string(key));
  return names;
}

bool sorted(const json::value& v) {
  std::string before;
  for (const auto& [key, value] : v.as_object()) {
    if (std::string(key) < before) return false;
    before = key;
  }
  return true;
}

}  // namespace

TEST_CASE("describe and list have the members that recorded answers have") {
  if (!std::filesystem::exists(recordings_folder)) {
    MESSAGE("left out: there are no recordings at " << recordings_folder.string());
    return;
  }
  const org data = org::made_up(1, 300);
  const json::value recorded = body_of("describe-Account-v53.json");
  for (object_index o = 0; o < data.size(); ++o) {
    const json::value ours = json::parse(describe_text(data, o, {"/services/data/v62.0", "http://localhost", 62}));
    CHECK(members(ours) == members(recorded));
    CHECK(sorted(ours));
    for (const json::value& f : ours.at("fields").as_array()) {
      CHECK(members(f) == members(recorded.at("fields").at(0)));
      CHECK(sorted(f));
    }
    for (const json::value& child : ours.at("childRelationships").as_array())
      CHECK(members(child) == members(recorded.at("childRelationships").at(0)));
  }
  std::string entry;
  append_list_entry(entry, data, 0, {"/services/data/v62.0", "http://localhost", 62});
  const json::value list = body_of("describeGlobal-v52-110-objects.json");
  CHECK(members(json::parse(entry)) == members(list.at("sobjects").at(0)));
  CHECK(members(json::parse(object_list_begin() + entry + object_list_end())) == members(list));
}

TEST_CASE("an org can be made of a real org's schema") {
  const auto file = std::filesystem::path(SLUICE_SHARED_DATA) / "org-schema.json";
  if (!std::filesystem::exists(file)) {
    MESSAGE("left out: there is no schema at " << file.string());
    return;
  }
  auto schema = read_schema(file);
  REQUIRE(schema.has_value());
  const org data = org::from_schema(1, std::move(*schema));
  CHECK(data.size() == 824);
  const auto account = data.find("Account");
  REQUIRE(account.has_value());
  CHECK(data.fields_of(*account).size() == 32);
  CHECK(data.at(*data.find("AccountHistory")).kind == object_kind::history);
}
