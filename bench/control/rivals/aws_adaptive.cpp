#include "bench/control/rivals/aws_adaptive.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::bench {

aws_adaptive::aws_adaptive(const aws_options& options)
    : rival_law(options.window, options.window, options.wait), options_(options), allowed_(options.least_rate) {}

void aws_adaptive::heard(const completion& c) {
  const double at_s = seconds(c.at.time_since_epoch());
  measure(at_s);
  double rate = 0;
  if (c.result.cls == outcome_class::limited) {
    rate_refused_ = limiting_ ? std::min(measured_, allowed_) : measured_;
    refused_at_s_ = at_s;
    limiting_ = true;
    rate = rate_refused_ * options_.decrease;
  } else {
    rate = cubic(at_s);
  }
  allowed_ = std::max(options_.least_rate, std::min(rate, options_.most_of_measured * measured_));
  if (limiting_) set_pace(allowed_, std::max(1.0, allowed_));
}

// Half seconds by the clock, as the project counts them; the first ends with the first reply after one.
void aws_adaptive::measure(double at_s) {
  const double slot_s = std::floor(at_s / options_.measured_every_s) * options_.measured_every_s;
  if (!measured_until_s_) measured_until_s_ = refused_at_s_ = std::floor(at_s);
  ++replies_;
  if (slot_s <= *measured_until_s_) return;
  const double now = replies_ / (slot_s - *measured_until_s_);
  measured_ = options_.smoothing * now + (1 - options_.smoothing) * measured_;
  replies_ = 0;
  measured_until_s_ = slot_s;
}

double aws_adaptive::cubic(double at_s) const {
  const double back_at_s = std::cbrt((1 - options_.decrease) * rate_refused_ / options_.growth);
  return options_.growth * std::pow(at_s - *refused_at_s_ - back_at_s, 3) + rate_refused_;
}

}  // namespace sluice::bench
