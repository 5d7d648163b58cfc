// What the metrics are read from at one moment: the run's figures, the process, what the program knows of the run from
// its options, and how the last finished run ended.
#pragma once

#include "metrics/figures.hpp"
#include "metrics/process.hpp"
#include "protocol/error.hpp"
#include "protocol/time.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

using wall_time = std::chrono::system_clock::time_point;

/// Fixed for a run.
struct run_about {
  std::string org;  ///< the constant label: alias, host, or --org-name
  std::string version;
  std::string revision;
  std::string caf_version;
  wall_time started{};                        ///< at figures::started
  std::optional<duration> expected_interval;  ///< --expected-interval
  std::optional<duration> expected_duration;  ///< median of earlier runs
  double api_reserve = 0;                     ///< share of the day's calls that is never used
};

enum class run_outcome : std::uint8_t { success, partial, failed, interrupted, budget };
inline constexpr std::array<std::string_view, 5> run_outcome_words{"success", "partial", "failed", "interrupted",
                                                                   "budget"};

constexpr run_outcome outcome_of(exit_code code) {
  switch (code) {
    case exit_code::all_done:
      return run_outcome::success;
    case exit_code::some_parts_failed:
      return run_outcome::partial;
    case exit_code::limit_reached:
      return run_outcome::budget;
    case exit_code::interrupted:
    case exit_code::terminated:
      return run_outcome::interrupted;
    case exit_code::could_not_go_on:
    case exit_code::bad_usage:
    case exit_code::login_refused:
    case exit_code::out_of_reach:
      return run_outcome::failed;
  }
  return run_outcome::failed;
}

/// The last run that ended, this one or one before.
struct last_run {
  wall_time ended{};
  std::optional<wall_time> success;  ///< the end of the last good run: this one, or one before
  duration took{};
  run_outcome outcome = run_outcome::failed;
  object_figures objects;
  std::uint64_t calls = 0;
};

struct reading {
  const figures& run;
  const process_figures& process;
  const run_about& about;
  const std::optional<last_run>& last;  ///< nothing: no run has ended yet, as far as is known
};

}  // namespace sluice
