// A run against a simulated org in virtual time: calls leave through the real admission under a law's setting, one law
// and one admission for each client. One seed, one trace. No thread, no clock.
#pragma once

#include "bench/control/scenario.hpp"
#include "control/control_law.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace sluice::bench {

/// What happened in one step of the trace, of all clients together.
struct sample {
  float at_s = 0;  ///< its end
  float window = 0;
  float in_flight = 0;  ///< mean over the step
  float pace = 0;
  float log_latency = 0;  ///< sum over the calls that succeeded
  std::uint32_t sent = 0;
  std::uint32_t ok = 0;
  std::uint32_t refused = 0;
  std::uint32_t failed = 0;
  binding binds = binding::none;  ///< the first client's word
};

struct trace {
  std::vector<sample> samples;        ///< one each `step_s`
  std::vector<float> latencies;       ///< of the calls that succeeded
  std::vector<std::size_t> ok_each;   ///< calls that succeeded, by client
  double ended_s = 0;                 ///< when the last call of a run that drains was answered; else the run's length
  bool cut_off = false;               ///< more happened than a run may have: it ended early, at ended_s
  double first_wall_s = -1;           ///< when the first refusal was heard; -1: never
  std::size_t out_at_wall = 0;        ///< calls in flight then
  std::size_t refused_near_wall = 0;  ///< in the 10 s from it
};

constexpr double step_s = 0.05;
/// The clock's time at a run's beginning, for settings that name a moment.
constexpr time_point virtual_start{std::chrono::hours(1)};

/// Made for each client; `n` counts them from 0.
using law_maker = std::function<std::unique_ptr<control_law>(const scenario& s, std::uint64_t seed)>;

/// A setting from a moment on: what an oracle goes by.
struct planned_setting {
  double at_s = 0;
  setting is;
};

[[nodiscard]] trace run(const scenario& s, const law_maker& make, std::uint64_t seed);
[[nodiscard]] trace run_plan(const scenario& s, const std::vector<planned_setting>& plan, std::uint64_t seed);

}  // namespace sluice::bench
