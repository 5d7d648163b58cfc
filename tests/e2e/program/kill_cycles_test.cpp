// Kill -9 at random moments, again and again, behind an org that fails every fifth call.
#include "tests/e2e/program/library_files.hpp"
#include "tests/e2e/program/org.hpp"

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace sluice::e2e;

namespace {

constexpr std::int64_t window = 16;

// SLUICE_KILL_CYCLES: how often, 10 if not set.
int cycles_wanted() {
  const char* set = std::getenv("SLUICE_KILL_CYCLES");
  return set == nullptr ? 10 : std::stoi(set);
}

std::int64_t number(const org& sim, const char* name) {
  return sim.stats().at(name).to_number<std::int64_t>();
}

}  // namespace

TEST_CASE("killed at any moment, a run that goes on asks again only what was under way, and ends with the same files") {
  const int cycles = cycles_wanted();
  const temporary_folder folder;
  const std::string profile = written(folder / "faults.toml",
                                      "[service]\nmedian_ms = 15\n"
                                      "[[fault]]\nshare = 0.05\n"
                                      "[[fault]]\nform = 'reset_before_headers'\nshare = 0.05\n"
                                      "[[fault]]\nform = 'truncated'\nshare = 0.05\n"
                                      "[[fault]]\nstatus = 503\nshare = 0.05\n");
  const std::vector<std::string> made{"--objects", std::to_string(60 * cycles), "--seed", "5"};
  auto faulty = made;
  faulty.insert(faulty.end(), {"--profile", profile});
  std::string port;
  const std::vector<std::string> wanted{"--with-automation", "--calls-per-minute", "60000"};
  {
    const org calm(made);
    REQUIRE(run(calm.harvest(folder / "whole", wanted), calm.with_token()).exit_code == 0);
    port = calm.port();
  }
  const org sim(faulty, port);
  auto resumed = wanted;
  resumed.insert(resumed.end(), {"--workers", std::to_string(window), "--retries", "12", "--resume"});
  const auto command = sim.harvest(folder / "cut", resumed);
  std::mt19937 random(7);
  int killed = 0;
  for (int cycle = 0; cycle < cycles; ++cycle) {
    process cut(command, sim.with_token());
    const std::int64_t moment = number(sim, "total") + std::uniform_int_distribution<std::int64_t>(1, 400)(random);
    while (cut.running() && number(sim, "total") < moment) {
    }
    cut.signal(SIGKILL);
    if (cut.wait().exit_code == 128 + SIGKILL) ++killed;
  }
  const auto end = run(command, sim.with_token());
  REQUIRE_MESSAGE(end.exit_code == 0, end.err);
  check_same_library(folder / "cut", folder / "whole");
  const std::int64_t again = number(sim, "answered_again");
  const std::int64_t same = number(sim, "same_in_flight_max");
  MESSAGE(killed << " kills, " << number(sim, "total") << " requests, " << again << " answered again: "
                 << static_cast<double>(again) / killed << " a kill, " << same << " at most on one question");
  CHECK(killed >= cycles * 4 / 5);
  CHECK(again <= killed * window);
  CHECK(same <= 2);
}
