// Which metric moves in which scenario: a family that stands still where it should move tells nobody anything.
#include "tests/e2e/program/org.hpp"
#include "tests/e2e/program/scraped.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace sluice::e2e;

namespace {

/// The families by the scenario in which each must move. `fixed`: there, and the same for a whole run.
const std::map<std::string, std::vector<std::string>> table{
    {"calm",
     {"sluice_run_phase",
      "sluice_objects",
      "sluice_object_parts_total",
      "sluice_object_duration_seconds",
      "sluice_output_bytes_total",
      "sluice_last_progress_timestamp_seconds",
      "sluice_api_calls_total",
      "sluice_api_call_duration_seconds",
      "sluice_api_calls_in_flight",
      "sluice_api_response_bytes_total",
      "sluice_api_subrequests_total",
      "sluice_connections_opened_total",
      "sluice_logins_total",
      "sluice_limiter_wait_seconds",
      "sluice_limiter_held_bytes",
      "sluice_composer_wants",
      "sluice_workers_target",
      "sluice_scaler_decisions_total",
      "sluice_scaler_binding",
      "sluice_scaler_baseline_seconds",
      "sluice_scaler_latency_ratio",
      "sluice_org_limit_max",
      "sluice_org_limit_remaining",
      "sluice_org_api_usage",
      "sluice_api_budget_calls",
      "sluice_api_budget_used",
      "sluice_actors",
      "sluice_actor_mailbox_messages",
      "process_cpu_seconds_total",
      "process_resident_memory_bytes",
      "process_open_fds"}},
    {"rate limit",
     {"sluice_limiter_tokens", "sluice_limiter_rate_per_second", "sluice_limiter_paused", "sluice_refused_total"}},
    {"cap and faults", {"sluice_workers_ceiling", "sluice_api_retries_total"}},
    {"the end of a run",
     {"sluice_last_run_timestamp_seconds", "sluice_last_success_timestamp_seconds", "sluice_last_run_duration_seconds",
      "sluice_last_run_outcome", "sluice_last_run_objects", "sluice_last_run_calls"}},
    {"fixed",
     {"sluice_build_info", "sluice_run_in_progress", "sluice_run_start_timestamp_seconds",
      "sluice_run_expected_interval_seconds", "process_start_time_seconds"}},
    {"only a fault of Sluice's own", {"sluice_fetcher_restarts_total"}},
};

std::string family_of(const std::string& series) {
  std::string name = series.substr(0, series.find('{'));
  for (const char* part : {"_bucket", "_sum", "_count"}) {
    if (name.ends_with(part) && name.ends_with("_seconds" + std::string(part))) name.resize(name.rfind('_'));
  }
  return name;
}

struct movements {
  std::set<std::string> there;
  std::set<std::string> moved;
};

/// Scrapes a run until it ends, as fast as it answers, and reads its textfile then.
movements watch(const org& sim, const std::string& folder) {
  const std::vector<std::string> arguments{
      "-q", "--metrics-listen",   "127.0.0.1:0",   "--with-automation", "--with-stats", "--expected-interval",
      "24", "--metrics-textfile", folder + ".prom"};
  process harvest(sim.harvest(folder, arguments), sim.with_token());
  const std::string address = metrics_address(harvest, folder + "/sluice.log");
  std::map<std::string, std::string> first;
  movements seen;
  const auto look = [&](const std::string& text) {
    for (const auto& [series, value] : samples_in(text)) {
      const auto [at, is_new] = first.emplace(series, value);
      seen.there.insert(family_of(series));
      if (!is_new && at->second != value) seen.moved.insert(family_of(series));
    }
  };
  while (harvest.running()) look(fetched(address));
  CHECK(harvest.wait().exit_code == 0);
  look(text_of(folder + ".prom"));
  return seen;
}

void check_moved(const movements& seen, const std::string& scenario) {
  for (const std::string& family : table.at(scenario)) {
    CHECK_MESSAGE(seen.moved.contains(family), scenario << ": " << family);
  }
}

}  // namespace

TEST_CASE("every metric moves in the scenario that it is for, and none is unknown to the table") {
  const temporary_folder folder;
  const auto profile = [&](const std::string& name, const std::string& text) {
    return written(folder / (name + ".toml"), "[service]\nmedian_ms = 20\nsigma = 0.2\n" + text);
  };
  const auto seen_with = [&](const std::string& name, const std::string& text) {
    const org sim({"--objects", "40", "--profile", profile(name, text)});
    return watch(sim, folder / name);
  };
  const movements calm = seen_with("calm", "[capacity]\nservers = 8\n");
  check_moved(calm, "calm");
  check_moved(calm, "the end of a run");
  check_moved(seen_with("rate", "[rate]\ncalls_per_minute = 3000\nburst = 20\n"), "rate limit");
  check_moved(seen_with("cap", "[in_flight]\ncap = 6\n[[fault]]\nform = 'error'\nstatus = 500\nshare = 0.1\n"),
              "cap and faults");

  std::set<std::string> known;
  for (const auto& [scenario, families] : table) known.insert(families.begin(), families.end());
  for (const std::string& family : calm.there) {
    const bool of_the_server = family.starts_with("exposer_");  // prometheus-cpp's own
    CHECK_MESSAGE((of_the_server || known.contains(family)), family);
  }
  for (const std::string& family : known) CHECK_MESSAGE(calm.there.contains(family), family);
}
