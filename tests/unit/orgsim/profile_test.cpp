#include "orgsim/behaviour/profile_file.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

using namespace sluice::orgsim;

namespace {

profile_result from_toml(std::string_view text) {
  return read_profile(text, profile_syntax::toml, "p.toml");
}

std::string fault_of(std::string_view text) {
  const auto read = from_toml(text);
  return read ? "" : read.error().message;
}

bool has(const std::string& text, std::string_view part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every built-in profile can be read and says what it is") {
  CHECK(built_in_profiles().size() >= 13);
  for (const named_profile& p : built_in_profiles()) {
    const auto read = load_profile(std::string(p.name));
    INFO(p.name);
    REQUIRE(read.has_value());
    CHECK_FALSE(read->sentence.empty());
  }
}

TEST_CASE("TOML and JSON say the same") {
  const auto toml =
      from_toml("based_on = 'steady'\n[service.describe]\nmedian_ms = 50\n[[change]]\nat_s = 14\nservers = 10\n");
  const auto json = read_profile(
      R"({"based_on": "steady", "service": {"describe": {"median_ms": 50}}, "change": [{"at_s": 14, "servers": 10}]})",
      profile_syntax::json, "p.json");
  for (const auto& read : {toml, json}) {
    REQUIRE(read.has_value());
    CHECK(read->capacity.servers == 40);
    CHECK(read->service_of(call_kind::describe).median_ms == 50);
    CHECK(read->service_of(call_kind::describe).sigma == 0.1);
    CHECK(read->service_of(call_kind::query).median_ms == 200);
    REQUIRE(read->changes.size() == 1);
    CHECK(read->changes[0].servers == 10.0);
  }
}

TEST_CASE("a mistyped name is told with its place and the one that was meant") {
  CHECK(has(fault_of("[service]\nmedian = 5\n"), "p.toml:2:"));
  CHECK(has(fault_of("[service]\nmedain_ms = 5\n"), "did you mean \"median_ms\"?"));
  CHECK(has(fault_of("[capcity]\nservers = 5\n"), "did you mean \"capacity\"?"));
  CHECK(has(fault_of("[service.descripe]\nmedian_ms = 5\n"), "did you mean \"describe\"?"));
  CHECK(has(fault_of("[traps]\ncursor = 5\n"), "did you mean \"cursors\"?"));
  CHECK(has(fault_of("[[fault]]\nshare = 0.1\non = 'querry'\n"), "did you mean \"query\"?"));
}

TEST_CASE("a value of a wrong type or out of bounds is refused with what would be right") {
  CHECK(has(fault_of("[capacity]\nservers = 1.5\n"), "whole number from 0"));
  CHECK(has(fault_of("[capacity]\nservers = -1\n"), "p.toml:2:11: capacity.servers must be"));
  CHECK(has(fault_of("[capacity]\nservers = true\n"), "must be a whole number"));
  CHECK(has(fault_of("[[fault]]\nshare = 1.5\n"), "from 0 to 1"));
  CHECK(has(fault_of("[rate]\nform = 'leaky'\n"), "bucket, fixed, sliding"));
  CHECK(has(fault_of("[[fault]]\nform = 'hang'\n"), "needs one of share"));
  CHECK(has(fault_of("[capacity\nservers = 1\n"), "p.toml:1:"));
  CHECK(has(fault_of("based_on = 'nonesuch'\n"), "instant"));
  CHECK(has(fault_of("[[change]]\nat_s = 1\nover_s = 5\nservers = 5\n"), "needs capacity.servers"));
  CHECK(has(fault_of("[[users]]\nview_setup = false\n"), "users.name"));
  CHECK(has(read_profile("{\n \"day\": {,}}", profile_syntax::json, "p.json").error().message, "p.json:2:"));
  CHECK(has(read_profile(R"({"day": {"used": null}})", profile_syntax::json, "p.json").error().message, "day.used"));
}

TEST_CASE("users and traps come from the profile") {
  const auto read = from_toml(
      "[[users]]\nname = 'guest@example.org'\nview_setup = false\nhidden_objects = ['Lead']\nhidden_fields = "
      "['Account.Name']\n[traps]\nduplicate_permissions = false\ncursors = 2\n");
  REQUIRE(read.has_value());
  REQUIRE(read->users.size() == 1);
  CHECK(read->users[0].name == "guest@example.org");
  CHECK_FALSE(read->users[0].may.view_setup);
  CHECK_FALSE(read->users[0].may.sees_object("lead"));
  CHECK_FALSE(read->users[0].may.sees_field("Account", "name"));
  CHECK_FALSE(read->org_traps.duplicate_permissions);
  CHECK(read->org_traps.cursors == 2);
}
