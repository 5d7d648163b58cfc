#include "bench/control/rivals/failsafe_adaptive.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::bench {

namespace {
constexpr std::size_t median_of = 5;
}  // namespace

failsafe_adaptive::failsafe_adaptive(const failsafe_options& options)
    : rival_law(options.first, options.max, options.wait),
      options_(options),
      limit_(static_cast<double>(options.first)),
      usual_(options.usual_span),
      throughput_(options.correlated),
      round_trip_(options.correlated) {}

void failsafe_adaptive::heard(const completion& c) {
  window_s_.push_back(seconds(c.latency));
  in_flight_ = std::max(in_flight_, c.granted.in_flight);
  if (c.at <= next_update_ || window_s_.size() < options_.window_calls) return;
  std::sort(window_s_.begin(), window_s_.end());
  const auto rank = static_cast<std::size_t>(std::ceil(options_.quantile * static_cast<double>(window_s_.size())));
  const double now_s = smooth(window_s_[rank - 1]);
  judge(now_s, static_cast<double>(in_flight_), static_cast<double>(c.in_flight_left + 1) >= std::floor(limit_));
  const double window_s = std::max(2 * window_s_.front(), options_.window_least_s);
  next_update_ = c.at + from_seconds(std::min(window_s, options_.window_most_s));
  window_s_.clear();
  in_flight_ = 0;
}

double failsafe_adaptive::smooth(double round_trip_s) {
  last_five_.push_back(round_trip_s);
  if (last_five_.size() > median_of) last_five_.pop_front();
  if (last_five_.size() < median_of) return smoothed_.add(round_trip_s);
  std::vector<double> sorted(last_five_.begin(), last_five_.end());
  std::sort(sorted.begin(), sorted.end());
  return smoothed_.add(sorted[median_of / 2]);
}

void failsafe_adaptive::judge(double now_s, double in_flight, bool full) {
  const double queue = std::ceil(limit_ * (1 - usual_.add(now_s) / now_s));
  const double step = whole_log10(limit_);
  const double before = limit_;
  switch (decide(queue, now_s, in_flight, full)) {
    case change::grow:
      limit_ += step;
      break;
    case change::stay:
      break;
    case change::shrink:
      limit_ -= step;
      break;
  }
  const double most = options_.max_factor * in_flight;
  if (limit_ > most) limit_ = before > most ? before - step : most;
  limit_ = std::clamp(limit_, static_cast<double>(options_.min), static_cast<double>(options_.max));
  set_window(limit_);
}

failsafe_adaptive::change failsafe_adaptive::decide(double queue, double now_s, double in_flight, bool full) {
  const correlation_window::figures throughput = throughput_.add(in_flight, in_flight / now_s);
  const double slower = round_trip_.add(in_flight, now_s).correlation;
  const double step = whole_log10(limit_);
  if (queue > 6 * step) return change::shrink;
  if (full && throughput.correlation < 0) return change::shrink;
  if (full && (throughput.correlation < 0.3 || throughput.y_variation < 0.2) && slower > 0.5) return change::shrink;
  return queue < 3 * step ? change::grow : change::stay;
}

}  // namespace sluice::bench
