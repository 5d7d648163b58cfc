// How the org behaves under load. Built in by name, or read from a JSON file:
//   {"based_on": "steady", "service_ms": 200, "service_spread": 0.1, "servers": 40, "queue_limit": 0,
//    "step_at_s": 30, "step_servers": 10, "calls_per_minute": 200, "burst": 20, "in_flight_cap": 25,
//    "day_max": 15000000, "day_used": 0, "cursors": 10}
// Every member may be left out; the rest is as in "based_on", which is "instant" where it is left out.
// Built in: instant, steady, lognormal, rate, cap, step, demo.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace sluice::orgsim {

struct profile {
  double service_ms = 0;          // median time of service; 0 answers at once
  double service_spread = 0;      // sigma of its lognormal spread
  std::uint32_t servers = 0;      // calls served at the same time, others queue; 0: no limit
  std::uint32_t queue_limit = 0;  // calls that may queue, 503 beyond; 0: no limit
  double step_at_s = 0;           // after the first call; from then on step_servers instead of servers; 0: never
  std::uint32_t step_servers = 0;
  double calls_per_minute = 0;      // 429 beyond; 0: no limit
  double burst = 0;                 // calls that may come at once after a rest
  std::uint32_t in_flight_cap = 0;  // 403 REQUEST_LIMIT_EXCEEDED beyond; 0: no limit
  std::int64_t day_max = 15000000;  // calls of the day: 403 REQUEST_LIMIT_EXCEEDED from then on
  std::int64_t day_used = 0;        // of them, before the first
  std::uint32_t cursors = 10;       // query locators alive at once; the oldest dies. Ten were reported of real orgs
};

struct profile_fault {
  std::string message;  // one line for the user
};

// A built-in name, or the path of a file.
boost::system::result<profile, profile_fault> load_profile(const std::string& name_or_path);

}  // namespace sluice::orgsim
