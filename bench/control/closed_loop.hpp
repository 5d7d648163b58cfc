// A run against a simulated server in virtual time: always backlog, calls leave through the real admission under a
// law's setting, a FIFO server works on `room` of them at once. One seed, one trace. No thread, no clock.
#pragma once

#include "bench/control/scenario.hpp"
#include "control/control_law.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sluice::bench {

/// What happened in one step of the trace.
struct sample {
  double at_s = 0;  ///< its end
  double window = 0;
  double in_flight = 0;
  double pace = 0;
  std::size_t ok = 0;  ///< calls in the step
  std::size_t refused = 0;
  std::size_t failed = 0;
};

struct trace {
  std::vector<sample> samples;    ///< one each `step_s`
  std::vector<double> latencies;  ///< of the calls that succeeded
  std::uint32_t settings = 0;     ///< how often the law changed its mind
};

constexpr double step_s = 0.05;

/// Means over a span of the trace.
struct span_figures {
  double window = 0;
  double in_flight = 0;
  double per_second = 0;  ///< calls that succeeded
  double served = 0;      ///< the same, as a share of what the server could serve
  double refused = 0;     ///< share of the calls
  double pace = 0;        ///< at its end
};

[[nodiscard]] trace run(const scenario& s, control_law& law, std::uint64_t seed);
[[nodiscard]] span_figures over(const trace& t, const scenario& s, double from_s, double to_s);

}  // namespace sluice::bench
