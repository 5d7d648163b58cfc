// The bound of the statistics: the least time in which any client could have had the same calls answered by the same
// org. It is the longest of four, each counted from the first call:
//   servers: until the servers that there were at each moment add up to the server time that the calls took;
//   pace: until burst and rate, or the windows, have let as many calls through;
//   cap: all calls' service and round trips, over the cap in flight of each moment;
//   longest: the longest single call with its round trip.
// Nothing serves during an outage. Queueing, refusals and faults are not in it: a better client might avoid them.
#pragma once

#include "orgsim/behaviour/course.hpp"
#include "orgsim/behaviour/profile.hpp"

#include <cstdint>
#include <optional>

namespace sluice::orgsim {

struct work_done {
  std::uint64_t calls = 0;  // served
  double service_s = 0;     // of all of them
  double round_trips_s = 0;
  double longest_call_s = 0;  // service and round trip
};

struct least_time {
  double servers_s = 0;
  double pace_s = 0;
  double cap_s = 0;
  double longest_s = 0;
  double all_s() const;
};

// Nothing where it would take more than a day.
std::optional<least_time> least_time_of(const work_done& work, const profile& how, const course& over_time);

}  // namespace sluice::orgsim
