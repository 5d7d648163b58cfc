#include "bench/control/rivals/envoy_gradient.hpp"

#include "bench/control/median.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sluice::bench {

namespace {
constexpr int patience_at_least = 5;
}

envoy_gradient::envoy_gradient(const envoy_options& options)
    : rival_law(options.min, options.max, options.wait),
      options_(options),
      limit_(options.min),
      limit_before_(options.min),
      random_(options.seed) {}

void envoy_gradient::heard(const completion& c) {
  if (c.result.cls != outcome_class::broken && c.at - c.latency >= measuring_since_) {
    round_trips_s_.push_back(seconds(c.latency));
  }
  if (measuring_) {
    if (round_trips_s_.size() >= options_.measured_calls) end_measuring(c.at);
  } else if (c.at >= next_measurement_) {
    start_measuring(c.at);
  } else if (c.at >= next_update_) {
    if (!round_trips_s_.empty()) update();
    next_update_ = c.at + from_seconds(options_.update_every_s);
    if (times_at_least_ >= patience_at_least) start_measuring(c.at);
  }
  set_window(static_cast<double>(limit_));
}

void envoy_gradient::start_measuring(time_point now) {
  measuring_ = true;
  measuring_since_ = now;
  limit_before_ = limit_;
  times_at_least_ = 0;
  limit_ = options_.min;
  round_trips_s_.clear();
}

void envoy_gradient::end_measuring(time_point now) {
  least_s_ = take_median();
  measuring_ = false;
  limit_ = limit_before_;
  const double late = std::uniform_real_distribution<double>(0, options_.jitter)(random_);
  next_measurement_ = now + from_seconds(options_.measure_every_s * (1 + late));
  next_update_ = now + from_seconds(options_.update_every_s);
}

void envoy_gradient::update() {
  const double gradient = std::clamp((1 + options_.buffer) * least_s_ / take_median(), 0.5, 2.0);
  const double limit = static_cast<double>(limit_) * gradient;
  set_limit(static_cast<std::size_t>(limit + std::sqrt(limit)));
}

void envoy_gradient::set_limit(std::size_t limit) {
  const std::size_t before = limit_;
  limit_ = std::clamp(limit, options_.min, std::max(options_.min, options_.max));
  times_at_least_ = before == options_.min && limit_ == options_.min ? times_at_least_ + 1 : 0;
}

double envoy_gradient::take_median() {
  return median(std::exchange(round_trips_s_, {}));
}

}  // namespace sluice::bench
