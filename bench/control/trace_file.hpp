// Runs of a law written down for pictures: what it did, second by second, beside what the org could bear just then.
#pragma once

#include "bench/control/closed_loop.hpp"

#include <cstdint>
#include <iosfwd>
#include <vector>

namespace sluice::bench {

/// One run of each scenario under `seed`, as JSON: {"seed", "scenarios": [{"name", "class", "sentence", "run_s",
/// "ceiling", "clients", "series": {...}}]}. A series has some 300 points, each over an equal stretch of time:
///   at_s, window, in_flight, ok, refused, failed (the last three in calls a second)
///   pace               calls a second at the stretch's end; null: unbounded
///   latency            geometric mean over that of calls that meet no queue; null where no call succeeded
///   knee, possible     calls in flight at which the servers are just full (or a cap is reached), and calls a second
///                      that could be had
///   binds              what the law took for the limit, a word of metrics/words.hpp
void write_traces(std::ostream& out, const std::vector<scenario>& scenarios, const law_maker& make, std::uint64_t seed);

}  // namespace sluice::bench
