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
  if (!netflix_samples(c)) return;
  const double round_trip_s = seconds(c.latency);
  ++calls_;
  if (probe_share_ * options_.probe_every * limit_ <= calls_) {
    probe_share_ = draw_share(random_);
    calls_ = 0;
    least_s_ = round_trip_s;
  } else if (least_s_ == 0 || round_trip_s < least_s_) {
    least_s_ = round_trip_s;
  } else {
    judge(round_trip_s, c.granted.in_flight, netflix_drop(c));
  }
}

double netflix_vegas::log_limit() const {
  return std::max(1.0, std::floor(std::log10(std::floor(limit_))));
}

void netflix_vegas::judge(double round_trip_s, std::size_t in_flight, bool dropped) {
  const double step = log_limit();
  const double alpha = options_.alpha.value_or(3 * static_cast<int>(step));
  const double beta = options_.beta.value_or(6 * static_cast<int>(step));
  const double queue = std::ceil(limit_ * (1 - least_s_ / round_trip_s));
  if (!dropped && 2 * static_cast<double>(in_flight) < limit_) return;
  if (dropped || queue > beta) {
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
