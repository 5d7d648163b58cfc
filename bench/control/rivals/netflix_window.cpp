#include "bench/control/rivals/netflix_window.hpp"

#include <algorithm>
#include <utility>

namespace sluice::bench {

namespace {
constexpr double window_s = 1;
constexpr double least_calls = 10;
}  // namespace

std::optional<netflix_sample> netflix_sampled(const completion& c) {
  if (c.result.cls == outcome_class::rejected) return {};
  return netflix_sample{.round_trip_s = seconds(c.latency),
                        .in_flight = c.granted.in_flight,
                        .dropped = c.result.cls != outcome_class::ok};
}

std::optional<netflix_sample> netflix_window::add(const netflix_sample& s, time_point at) {
  sum_s_ += s.round_trip_s;
  ++calls_;
  in_flight_ = std::max(in_flight_, s.in_flight);
  dropped_ |= s.dropped;
  if (at <= next_update_) return {};
  const double calls = calls_;
  const netflix_sample all{.round_trip_s = sum_s_ / calls, .in_flight = in_flight_, .dropped = dropped_};
  *this = {};
  next_update_ = at + from_seconds(window_s);
  if (calls < least_calls) return {};
  return all;
}

}  // namespace sluice::bench
