// What one run learns of an org is there for the next, and nothing about it can spoil a run.
#include "tests/e2e/program/org.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace sluice::e2e;
namespace fs = std::filesystem;

namespace {

const std::string told = "earlier runs learnt of this org: window ";
const std::string left_aside = "the org's history is left aside: ";

/// An org of enough calls to learn from, slower than the busiest machine that tests it, and a state folder of the
/// test's own.
struct scene {
  temporary_folder folder;
  std::string state = folder / "state";
  org sim{{"--objects", "40", "--profile", written(folder / "slow.toml", "[service]\nmedian_ms = 30\n")}};

  [[nodiscard]] std::string file() const { return state + "/sluice/orgs/127.0.0.1_" + sim.port() + ".json"; }

  /// Gives the log back.
  std::string harvest(const std::vector<std::string>& more = {}) {
    auto surroundings = sim.with_token();
    surroundings["XDG_STATE_HOME"] = state;
    std::vector<std::string> arguments{"-v"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const std::string library = folder / ("lib" + std::to_string(++runs));
    const auto end = run(sim.harvest(library, arguments), surroundings);
    CHECK_MESSAGE(end.exit_code == 0, end.err);
    return text_of(library + "/sluice.log");
  }

  int runs = 0;
};

std::size_t times(const std::string& text, const std::string& words) {
  std::size_t n = 0;
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE_FIXTURE(scene, "the second run against an org finds what the first one learnt") {
  const std::vector<std::string> all{"--with-automation", "--with-stats"};
  const std::string first = harvest(all);
  CHECK(times(first, told) == 0);
  REQUIRE(fs::exists(file()));
  CHECK((fs::status(file()).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK((fs::status(state + "/sluice/orgs").permissions() & fs::perms::all) == fs::perms::owner_all);
  const auto kept = json_of(file());
  CHECK(kept.at("format") == 1);
  CHECK(kept.at("window").at("calls").to_number<int>() > 0);
  CHECK(kept.at("baselines").as_array().size() > 1);
  CHECK(text_of(file()).find(sim.token()) == std::string::npos);
  const std::string second = harvest(all);
  CHECK_MESSAGE(times(second, told + std::to_string(kept.at("window").at("calls").to_number<int>())) == 1, second);
}

TEST_CASE_FIXTURE(scene, "a damaged history costs one warning, and is whole again after the run") {
  fs::create_directories(fs::path(file()).parent_path());
  written(file(), "{\"format\": 1, \"win");
  const std::string log = harvest({"--with-automation"});
  CHECK_MESSAGE(times(log, left_aside + file()) == 1, log);
  CHECK(times(log, " warning ") == 1);
  CHECK(json_of(file()).at("window").at("calls").to_number<int>() > 0);
}

TEST_CASE_FIXTURE(scene, "--no-history neither reads nor writes") {
  harvest({"--with-automation", "--no-history"});
  CHECK_FALSE(fs::exists(state));
  fs::create_directories(fs::path(file()).parent_path());
  written(file(), "damaged");
  const std::string log = harvest({"--with-automation", "--no-history"});
  CHECK(times(log, left_aside) == 0);
  CHECK(text_of(file()) == "damaged");
}

TEST_CASE_FIXTURE(scene, "a home that takes no file costs one warning") {
  written(state, "");  // a file where the folder should be, which stops also a user who may write everywhere
  const std::string log = harvest({"--with-automation"});
  CHECK_MESSAGE(times(log, "what was learnt of the org is not kept: " + state) == 1, log);
  CHECK(times(log, " warning ") == 1);
}

TEST_CASE_FIXTURE(scene, "an interrupted run keeps what it learnt, and a fixed number of workers is nothing learnt") {
  auto surroundings = sim.with_token();
  surroundings["XDG_STATE_HOME"] = state;
  const std::string profile = written(folder / "slow.toml", "[service]\nmedian_ms = 20\n");
  const org slow({"--objects", "400", "--profile", profile});
  surroundings["SLUICE_ACCESS_TOKEN"] = slow.token();
  process running(slow.harvest(folder / "cut", {"--with-automation", "--workers", "7"}), surroundings);
  while (running.running() && slow.stats().at("total").to_number<int>() < 200) {
  }
  running.signal(SIGINT);
  CHECK(running.wait().exit_code == 130);
  const auto kept = json_of(state + "/sluice/orgs/127.0.0.1_" + slow.port() + ".json");
  CHECK(kept.at("baselines").as_array().size() > 0);
  CHECK_FALSE(kept.as_object().contains("window"));
}

TEST_CASE_FIXTURE(scene, "a low --max-workers takes nothing from what an earlier run learnt of the window") {
  harvest({"--with-automation"});
  const auto before = json_of(file()).at("window").at("calls").to_number<int>();
  REQUIRE(before > 2);
  harvest({"--with-automation", "--max-workers", "2"});
  CHECK(json_of(file()).at("window").at("calls").to_number<int>() == before);
}

TEST_CASE("the demo's org is never met again, so nothing is kept of it") {
  const temporary_folder folder;
  const auto end = run({"demo", "-o", folder / "demo", "--objects", "40", "--profile", "instant", "-q"},
                       {{"XDG_STATE_HOME", folder / "state"}});
  CHECK_MESSAGE(end.exit_code == 0, end.err);
  CHECK_FALSE(fs::exists(folder / "state"));
}

TEST_CASE_FIXTURE(scene, "the log at -v tells what was decided, in words and by name") {
  const std::string log = harvest({"--with-automation", "--log-format", "json"});
  CHECK_MESSAGE(times(log, "\"msg\":\"window ") > 0, log);
  CHECK_MESSAGE(times(log, "\"code\":\"grew\"") > 0, log);
}
