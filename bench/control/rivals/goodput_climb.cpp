#include "bench/control/rivals/goodput_climb.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::bench {

goodput_climb::goodput_climb(const climb_options& options)
    : rival_law(options.first, options.max, options.wait),
      options_(options),
      window_(static_cast<double>(options.first)),
      window_before_(window_) {}

void goodput_climb::heard(const completion& c) {
  if (!since_) since_ = c.at - c.latency;
  ++calls_;
  if (c.result.cls == outcome_class::ok) ++successes_;
  if (calls_ < std::max(options_.least_calls, options_.periods * window_) || c.at <= *since_) return;
  turn_or_go_on(successes_ / seconds(c.at - *since_));
  calls_ = successes_ = 0;
  since_ = c.at;
}

void goodput_climb::turn_or_go_on(double goodput) {
  if (goodput_before_ && window_ != window_before_) {
    const double should = 1 + options_.worth * (window_ / window_before_ - 1);
    const bool worth_it = goodput >= should * *goodput_before_;
    upward_ = window_ > window_before_ ? worth_it : !worth_it;
  }
  goodput_before_ = goodput;
  step();
}

void goodput_climb::step() {
  const double by = std::max(1.0, std::floor(options_.step * window_));
  window_before_ = window_;
  window_ = std::clamp(upward_ ? window_ + by : window_ - by, 1.0, static_cast<double>(options_.max));
  if (window_ == window_before_) upward_ = !upward_;
  set_window(window_);
}

}  // namespace sluice::bench
