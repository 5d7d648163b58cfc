// A number that holds for a while and then changes (the window): its least, greatest, last, and its mean by the time
// that each value held. Pure; time is passed in. Before the first value everything is 0.
#pragma once

#include "protocol/time.hpp"

#include <algorithm>

namespace sluice {

struct level_figures {
  double min = 0;
  double max = 0;
  double mean = 0;
  double last = 0;
};

class time_weighted {
 public:
  void set(double value, time_point now) {
    if (!known_) {
      min_ = max_ = value;
      first_at_ = changed_at_ = now;
      known_ = true;
    }
    held_ += last_ * seconds(now - changed_at_);
    changed_at_ = now;
    last_ = value;
    min_ = std::min(min_, value);
    max_ = std::max(max_, value);
  }

  [[nodiscard]] level_figures at(time_point now) const {
    const double span = seconds(now - first_at_);
    const double held = held_ + last_ * seconds(now - changed_at_);
    return {.min = min_, .max = max_, .mean = known_ && span > 0 ? held / span : last_, .last = last_};
  }

 private:
  bool known_ = false;
  double min_ = 0;
  double max_ = 0;
  double last_ = 0;
  double held_ = 0;  // sum of value x seconds up to changed_at_
  time_point first_at_{};
  time_point changed_at_{};
};

}  // namespace sluice
