#include "bench/control/rivals/netflix_vegas.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::bench {

namespace {
double draw_share(std::mt19937_64& random) {
  return std::uniform_real_distribution<double>(0.5, 1)(random);
}
}  // namespace

netflix_vegas::netflix_vegas(const vegas_options& options)
    : rival_law(options.first, options.max, options.wait),
      options_(options),
      limit_(static_cast<double>(options.first)),
      random_(options.seed),
      probe_share_(draw_share(random_)) {}

void netflix_vegas::heard(const completion& c) {
  const auto call = netflix_sampled(c);
  if (!call) return;
  const auto sample = options_.windowed ? window_.add(*call, c.at) : call;
  if (sample) look_at(*sample);
}

void netflix_vegas::look_at(const netflix_sample& s) {
  ++samples_;
  if (probe_share_ * options_.probe_every * limit_ <= samples_) {
    probe_share_ = draw_share(random_);
    samples_ = 0;
    least_s_ = s.round_trip_s;
  } else if (least_s_ == 0 || s.round_trip_s < least_s_) {
    least_s_ = s.round_trip_s;
  } else {
    judge(s);
  }
}

void netflix_vegas::judge(const netflix_sample& s) {
  const double step = whole_log10(limit_);
  const double alpha = options_.alpha.value_or(3 * static_cast<int>(step));
  const double beta = options_.beta.value_or(6 * static_cast<int>(step));
  const double queue = std::ceil(limit_ * (1 - least_s_ / s.round_trip_s));
  if (!s.dropped && 2 * static_cast<double>(s.in_flight) < limit_) return;
  if (s.dropped || queue > beta) {
    limit_ -= step;
  } else if (queue <= step) {
    limit_ += beta;
  } else if (queue < alpha) {
    limit_ += step;
  }
  limit_ = std::clamp(limit_, 1.0, static_cast<double>(options_.max));
  set_window(limit_);
}

}  // namespace sluice::bench
