#include "bench/control/rivals/netflix_gradient2.hpp"

#include <algorithm>
#include <utility>

namespace sluice::bench {

netflix_gradient2::netflix_gradient2(const gradient2_options& options)
    : rival_law(options.first, options.max, options.wait),
      options_(options),
      limit_(static_cast<double>(options.first)),
      long_(options.long_span) {}

void netflix_gradient2::heard(const completion& c) {
  if (!netflix_samples(c)) return;
  sample_.sum_s += seconds(c.latency);
  ++sample_.calls;
  sample_.in_flight = std::max(sample_.in_flight, c.granted.in_flight);
  if (c.at <= next_update_) return;
  next_update_ = c.at + from_seconds(options_.window_s);
  const sample window = std::exchange(sample_, {});
  if (window.calls >= options_.window_calls) judge(window);
}

void netflix_gradient2::judge(const sample& s) {
  const double now_s = s.sum_s / s.calls;
  const double usual_s = long_.add(now_s);
  if (usual_s > 2 * now_s) long_.scale(0.95);
  if (static_cast<double>(s.in_flight) < limit_ / 2) return;
  const double gradient = std::clamp(options_.tolerance * usual_s / now_s, 0.5, 1.0);
  const double wanted = limit_ * gradient + options_.queue;
  const double smoothed = limit_ + options_.smoothing * (wanted - limit_);
  const auto least = static_cast<double>(options_.min);
  limit_ = std::max(least, std::min(static_cast<double>(options_.max), smoothed));
  set_window(limit_);
}

}  // namespace sluice::bench
