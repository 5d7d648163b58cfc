// What a user gets from a harvest: the right library, once, and the way it went.
#include "tests/e2e/program/org.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace sluice::e2e;
namespace json = boost::json;

namespace {

std::vector<std::string> words(const json::value& list) {
  std::vector<std::string> all;
  for (const auto& v : list.as_array()) all.emplace_back(v.as_string());
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::string> words(const json::object& of, std::string_view key) {
  const json::value* v = of.if_contains(key);
  return v == nullptr ? std::vector<std::string>{} : words(*v);
}

void check_record(const std::string& name, const json::object& record, const json::object& truth) {
  INFO(name);
  const json::object& meta = record.at("_relationshipMetadata").as_object();
  const json::object& automation = meta.at("automationSummary").as_object();
  CHECK(words(automation.at("flows")) == words(truth.at("flows")));
  CHECK(words(automation.at("triggers")) == words(truth.at("triggers")));
  CHECK(words(automation.at("validation_rules")) == words(truth.at("validation_rules")));
  CHECK(meta.at("usageSummary").at("recordCount") == truth.at("record_count"));
  const json::object& access = truth.at("field_level_security").as_object();
  for (const auto& f : record.at("fields").as_array()) {
    const json::object& field = f.as_object();
    const std::string field_name(field.at("name").as_string());
    INFO(field_name);
    const json::value* granted = access.if_contains(field_name);
    const json::object nobody;
    const json::object& right = granted == nullptr ? nobody : granted->as_object();
    const json::object& found = field.at("_flsSummary").as_object();
    CHECK(words(found.at("editable_by")) == words(right, "editable_by"));
    CHECK(words(found.at("readonly_by")) == words(right, "readonly_by"));
  }
}

void check_library(const std::string& folder, const json::value& truth, std::size_t objects) {
  const json::object& all = truth.at("objects").as_object();
  CHECK(all.size() == objects);
  std::size_t records = 0;
  for (const auto& [name, right] : all) {
    const std::string file = folder + "/objects/" + std::string(name) + ".json";
    if (!std::filesystem::exists(file)) {
      FAIL_CHECK("no record of " << name);
      continue;
    }
    check_record(std::string(name), json_of(file).as_object(), right.as_object());
    ++records;
  }
  CHECK(records == objects);
  CHECK(json_of(folder + "/schema.json").at("objects").as_array().size() == objects);
}

std::int64_t requests_for_objects(const json::value& stats) {
  std::int64_t n = 0;
  for (const auto& [kind, count] : stats.at("by_kind").as_object()) {
    if (kind == "describe" || kind == "query" || kind == "tooling_query" || kind == "record_count") {
      n += count.to_number<std::int64_t>();
    }
  }
  return n;
}

}  // namespace

TEST_CASE("every record of a harvested org says what the org's truth says") {
  const temporary_folder folder;
  const org sim({"--objects", "150", "--seed", "7"});
  const auto end = run(sim.harvest(folder / "lib", {"--with-automation", "--with-stats"}), sim.with_token());
  REQUIRE_MESSAGE(end.exit_code == 0, end.err);
  check_library(folder / "lib", sim.truth(), 150);
}

TEST_CASE("a real schema is enriched whole, and going on with a finished run asks nothing of any object") {
  const std::string schema = std::string(SLUICE_SHARED_DATA) + "/org-schema.json";
  if (!std::filesystem::exists(schema)) {
    MESSAGE("left out: there is no " << schema);
    return;
  }
  const temporary_folder folder;
  const org sim({"--schema", schema});
  auto command = sim.harvest(folder / "lib", {"--fetch=none", "--input", schema, "--with-automation", "--with-stats"});
  const auto end = run(command, sim.with_token());
  REQUIRE_MESSAGE(end.exit_code == 0, end.err);
  check_library(folder / "lib", sim.truth(), 824);

  const json::value original = json_of(schema);
  for (const auto& entry : original.at("objects").as_array()) {
    const std::string name(entry.at("name").as_string());
    INFO(name);
    const json::value record = json_of(folder / ("lib/objects/" + name + ".json"));
    CHECK(record.at("label") == entry.at("label"));
    REQUIRE(record.at("fields").as_array().size() == entry.at("fields").as_array().size());
    for (std::size_t i = 0; i < entry.at("fields").as_array().size(); ++i) {
      for (const auto& [key, value] : entry.at("fields").at(i).as_object()) {
        CHECK(record.at("fields").at(i).at(key) == value);
      }
    }
  }

  const auto summary = json_of(folder / "lib/summary.json");
  CHECK(summary.at("objects").at("total") == 824);
  CHECK(summary.at("objects").at("done") == 824);
  CHECK(summary.at("objects").at("left") == 0);

  const std::string before = text_of(folder / "lib/schema.json");
  const std::int64_t asked = requests_for_objects(sim.stats());
  command.emplace_back("--resume");
  const auto again = run(command, sim.with_token());
  REQUIRE_MESSAGE(again.exit_code == 0, again.err);
  // The login itself asks which organisation it is: one query.
  CHECK(requests_for_objects(sim.stats()) - asked <= 1);
  CHECK(json_of(folder / "lib/summary.json").at("objects").at("reused") == 824);
  CHECK(text_of(folder / "lib/schema.json") == before);
}

TEST_CASE("a run that was killed goes on with --resume and ends with the files of an undisturbed one") {
  const temporary_folder folder;
  const org sim({"--objects", "200", "--seed", "3"});
  const auto command = [&](const std::string& name, std::vector<std::string> more = {}) {
    more.insert(more.end(), {"--with-automation", "--with-stats", "--calls-per-minute", "60000"});
    return sim.harvest(folder / name, std::move(more));
  };
  REQUIRE(run(command("whole"), sim.with_token()).exit_code == 0);
  {
    process cut(command("cut", {"--workers", "2"}), sim.with_token());
    // Until it has stored something, seen from outside.
    const std::string journal = folder / "cut/library.db-wal";
    while (cut.running() && (!std::filesystem::exists(journal) || std::filesystem::file_size(journal) < 200'000)) {
    }
    cut.signal(SIGKILL);
    CHECK(cut.wait().exit_code == 128 + SIGKILL);
  }
  const auto again = run(command("cut", {"--resume"}), sim.with_token());
  REQUIRE_MESSAGE(again.exit_code == 0, again.err);
  CHECK(text_of(folder / "cut/schema.json") == text_of(folder / "whole/schema.json"));
  CHECK(json_of(folder / "cut/summary.json").at("calls").at("total").to_number<int>() <
        json_of(folder / "whole/summary.json").at("calls").at("total").to_number<int>());
}

TEST_CASE("an interrupted run says how to go on and ends with 130") {
  const temporary_folder folder;
  const org sim({"--objects", "300", "--profile", "steady"});
  process running(sim.harvest(folder / "lib", {"--with-automation"}), sim.with_token());
  while (running.running() && text_of(folder / "lib/series.csv").size() < 200) {
  }
  running.signal(SIGINT);
  const auto end = running.wait();
  CHECK(end.exit_code == 130);
  CHECK(end.err.find("--resume") != std::string::npos);
  CHECK(end.out.find("go on with: ") != std::string::npos);
  CHECK(end.out.find(" --with-automation --resume\n") != std::string::npos);
  CHECK(json_of(folder / "lib/summary.json").at("exit_code") == 130);
}

TEST_CASE("a second signal does not wait for the calls in flight, and the folder can be gone on with") {
  const temporary_folder folder;
  const std::string profile = written(folder / "slow.toml", "[service.tooling]\nmedian_ms = 600000\n");
  const org sim({"--objects", "20", "--profile", profile});
  process running(sim.harvest(folder / "lib", {"--with-automation", "--grace", "600", "--workers", "64"}),
                  sim.with_token());
  // More than the login and the describes, which come home: some are of the slow ones.
  while (running.running() && sim.stats().at("total").to_number<int>() < 30) {
  }
  running.signal(SIGINT);
  running.signal(SIGTERM);
  const int code = running.wait().exit_code;
  CHECK((code == 143 || code == 130));  // two threads may take them, and the later one be heard first
  const auto again = run(sim.harvest(folder / "lib", {"--resume"}), sim.with_token());
  CHECK_MESSAGE(again.exit_code == 0, again.err);
}

TEST_CASE("TLS is verified: a trusted certificate works, an unknown one is out of reach") {
  const temporary_folder folder;
  const org sim({"--objects", "5", "--tls", "--tls-cert-file", folder / "ca.pem"});
  CHECK(run(sim.harvest(folder / "a", {"--ca-file", folder / "ca.pem"}), sim.with_token()).exit_code == 0);
  const auto untrusted = run(sim.harvest(folder / "b", {"--retries", "0"}), sim.with_token());
  CHECK(untrusted.exit_code == 5);
  CHECK(untrusted.err.find("certificate") != std::string::npos);
}
