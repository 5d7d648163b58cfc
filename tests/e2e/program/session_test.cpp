// What an expired session and a used-up day cost a run, against an org that has other users.
#include "tests/e2e/program/org.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace sluice::e2e;

namespace {

std::string profile(const temporary_folder& folder, const std::string& text) {
  return written(folder / "profile.toml", text);
}

std::int64_t seen(const org& sim, const char* group, const char* name) {
  const auto stats = sim.stats();
  const auto* found = stats.at(group).as_object().if_contains(name);
  return found == nullptr ? 0 : found->to_number<std::int64_t>();
}

void check_all_done(const std::string& folder, std::int64_t objects) {
  const auto counts = json_of(folder + "/summary.json").at("objects");
  CHECK(counts.at("done").to_number<std::int64_t>() == objects);
}

}  // namespace

TEST_CASE("a session that ends in the middle of a run costs one login and no object") {
  const temporary_folder folder;
  const std::string expired = profile(
      folder, "[[fault]]\nform = 'expired'\non = 'describe'\nfrom_call = 30\nto_call = 30\n[service]\nmedian_ms = 5\n");
  const org sim({"--objects", "60", "--profile", expired, "--credentials-file", folder / "credentials"});
  const auto known = json_of(folder / "credentials").as_object();
  written(folder / "secret", std::string(known.at("client_secret").as_string()));
  const auto end =
      run({"harvest", "--client-id", std::string(known.at("client_id").as_string()), "--client-secret-file",
           folder / "secret", "--login-url", sim.url(), "-o", folder / "lib", "-q"});
  REQUIRE_MESSAGE(end.exit_code == 0, end.err);
  CHECK(seen(sim, "faults", "expired") == 1);
  CHECK(seen(sim, "by_kind", "login") == 2);
  check_all_done(folder / "lib", 60);
}

TEST_CASE("with a bare token a 401 on one call in a hundred costs nothing but time") {
  const temporary_folder folder;
  const std::string expired = profile(folder, "[[fault]]\nform = 'expired'\nshare = 0.01\n[service]\nmedian_ms = 5\n");
  const org sim({"--objects", "150", "--profile", expired});
  const auto end = run(sim.harvest(folder / "lib", {"--with-automation", "-q"}), sim.with_token());
  REQUIRE_MESSAGE(end.exit_code == 0, end.err);
  CHECK(seen(sim, "faults", "expired") > 0);
  check_all_done(folder / "lib", 150);
}

TEST_CASE("a run leaves the day's reserve to others, names the hour, and goes on the next day") {
  const temporary_folder folder;
  std::string port;
  std::int64_t described = 0;
  const std::vector<std::string> made{"--objects", "150", "--seed", "4"};
  {
    // A thousand a day, 600 of them gone, others spend two a second: 200 are the reserve.
    auto busy = made;
    busy.insert(busy.end(), {"--profile", profile(folder,
                                                  "[day]\nmax_calls = 1000\nused = 600\n[service]\nmedian_ms = 5\n"
                                                  "[others]\ncalls_per_minute = 120\n")});
    const org sim(busy);
    port = sim.port();
    const auto end = run(sim.harvest(folder / "lib", {"--with-automation"}), sim.with_token());
    CHECK(end.exit_code == 75);
    CHECK_MESSAGE(end.err.find(":00") != std::string::npos, end.err);
    CHECK_MESSAGE(end.err.find("--resume") != std::string::npos, end.err);
    CHECK(sim.stats().at("total").to_number<std::int64_t>() <= 200);
    CHECK(seen(sim, "by_status", "403") == 0);
    described = seen(sim, "by_kind", "describe");
    CHECK(described > 0);
  }
  const org sim(made, port);
  const auto before = json_of(folder / "lib/summary.json").at("objects");
  const auto end = run(sim.harvest(folder / "lib", {"--with-automation", "--resume"}), sim.with_token());
  REQUIRE_MESSAGE(end.exit_code == 0, end.err);
  const auto after = json_of(folder / "lib/summary.json").at("objects");
  // How many objects are whole after 200 calls hangs on how many were under way at once; that no answer was lost
  // doesn't.
  CHECK(seen(sim, "by_kind", "describe") == 150 - described);
  CHECK(after.at("reused") == before.at("done"));
  CHECK(after.at("done").to_number<std::int64_t>() + after.at("reused").to_number<std::int64_t>() == 150);
}

TEST_CASE("with --wait a run sleeps where the day's calls are used up, and can still be stopped") {
  const temporary_folder folder;
  const org sim({"--objects", "150", "--profile",
                 profile(folder, "[day]\nmax_calls = 1000\nused = 700\n[service]\nmedian_ms = 5\n")});
  process waiting(sim.harvest(folder / "lib", {"--with-automation", "--wait"}), sim.with_token());
  while (waiting.running() && text_of(folder / "lib/sluice.log").find("the run waits") == std::string::npos) {
  }
  REQUIRE(waiting.running());
  waiting.signal(SIGTERM);
  CHECK(waiting.wait().exit_code == 143);
  CHECK(sim.stats().at("total").to_number<std::int64_t>() <= 100);
}
