#include "orgsim/behaviour/least_time.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::orgsim {

namespace {

constexpr double step_s = 0.1;
constexpr double most_s_looked_at = 86400;

// When the sum over time of `rate(t)` has reached `amount`; nothing within a day.
template <class Rate>
std::optional<double> reached(double amount, const Rate& rate) {
  if (amount <= 0) return 0.0;
  double left = amount;
  for (double t = 0; t < most_s_looked_at; t += step_s) {
    const double per_second = rate(milliseconds_of(t * 1000.0));
    if (per_second * step_s >= left) return t + left / per_second;
    left -= per_second * step_s;
  }
  return std::nullopt;
}

std::optional<double> paced(const work_done& work, const profile& how, const course& over_time) {
  const auto calls = static_cast<double>(work.calls);
  if (over_time.calls_per_minute(sim_time{0}) <= 0) return 0.0;
  if (how.rate.form == rate_form::bucket)
    return reached(calls - how.rate.burst, [&](sim_time t) { return over_time.calls_per_minute(t) / 60.0; });
  // A window's calls may all come at its beginning.
  const double window = std::max(1.0, std::floor(over_time.calls_per_minute(sim_time{0}) / 60.0 * how.rate.window_s));
  return std::max(0.0, std::ceil(calls / window) - 1.0) * how.rate.window_s;
}

}  // namespace

double least_time::all_s() const {
  return std::max({servers_s, pace_s, cap_s, longest_s});
}

std::optional<least_time> least_time_of(const work_done& work, const profile& how, const course& over_time) {
  const auto working = [&over_time](sim_time t) { return !over_time.outage(t); };
  least_time least{.longest_s = work.longest_call_s};
  const auto pace = paced(work, how, over_time);
  if (!pace) return std::nullopt;
  least.pace_s = *pace;
  if (how.capacity.servers > 0) {
    const auto t = reached(work.service_s, [&](sim_time at) { return working(at) ? over_time.servers(at) : 0.0; });
    if (!t) return std::nullopt;
    least.servers_s = *t;
  }
  if (how.in_flight.cap > 0 && how.in_flight.form != cap_form::long_running) {
    const auto t = reached(work.service_s + work.round_trips_s,
                           [&](sim_time at) { return working(at) ? over_time.in_flight_cap(at) : 0.0; });
    if (!t) return std::nullopt;
    least.cap_s = *t;
  }
  return least;
}

}  // namespace sluice::orgsim
