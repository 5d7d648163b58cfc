#include "control/probe_timing.hpp"

#include <algorithm>
#include <cmath>

namespace sluice {

namespace {
constexpr double probe_calls = 600;
constexpr double probe_hold_costs = 30;
constexpr double periods_between_probes = 4;
constexpr double shortest_probe_wait_s = 5;
constexpr double longest_probe_wait_s = 60;
}  // namespace

void probe_timing::met_wall(double before, double after, bool probed) {
  const bool vain = probed && after < raised * before;
  lost_ = vain ? std::sqrt(lost_ * after) : std::max(lost_, before);
  if (raised * after > lost_) lost_ = 0;
}

duration probe_timing::wait(double pace, double period_s) const {
  const double of_calls_s = probe_calls / std::max(pace, lost_);
  const double of_costs_s =
      std::min(probe_hold_costs * cost_s_ * std::exp2(static_cast<double>(vain_)), longest_probe_wait_s);
  return from_seconds(std::max({of_calls_s, shortest_probe_wait_s, periods_between_probes * period_s, of_costs_s}));
}

}  // namespace sluice
