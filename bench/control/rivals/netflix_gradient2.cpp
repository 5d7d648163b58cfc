#include "bench/control/rivals/netflix_gradient2.hpp"

#include <algorithm>

namespace sluice::bench {

netflix_gradient2::netflix_gradient2(const gradient2_options& options)
    : rival_law(options.first, options.max, options.wait),
      options_(options),
      limit_(static_cast<double>(options.first)),
      long_(options.long_span) {}

void netflix_gradient2::heard(const completion& c) {
  const auto call = netflix_sampled(c);
  if (!call) return;
  if (const auto window = window_.add(*call, c.at)) judge(*window);
}

void netflix_gradient2::judge(const netflix_sample& s) {
  const double usual_s = long_.add(s.round_trip_s);
  if (usual_s > 2 * s.round_trip_s) long_.scale(0.95);
  if (static_cast<double>(s.in_flight) < limit_ / 2) return;
  const double gradient = std::clamp(options_.tolerance * usual_s / s.round_trip_s, 0.5, 1.0);
  const double wanted = limit_ * gradient + options_.queue;
  const double smoothed = limit_ + options_.smoothing * (wanted - limit_);
  const auto least = static_cast<double>(options_.min);
  limit_ = std::max(least, std::min(static_cast<double>(options_.max), smoothed));
  set_window(limit_);
}

}  // namespace sluice::bench
