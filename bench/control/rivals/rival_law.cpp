#include "bench/control/rivals/rival_law.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::bench {

bool refused(const completion& c) {
  return c.result.cls == outcome_class::limited || c.result.cls == outcome_class::overloaded;
}

double whole_log10(double limit) {
  return std::max(1.0, std::floor(std::log10(std::floor(limit))));
}

rival_law::rival_law(std::size_t window, std::size_t max, backoff wait) : max_(max), wait_(wait) {
  setting_.window = std::clamp<std::size_t>(window, 1, max);
}

refusal rival_law::ended(const completion& c) {
  next_ = setting_;
  if (!c.result.cancelled) {
    heard(c);
    back_off(c);
  }
  if (next_ != setting_) {
    next_.epoch = setting_.epoch + 1;
    setting_ = next_;
  }
  if (c.result.cls == outcome_class::overloaded) return refusal::overloaded;
  return c.result.cls == outcome_class::limited ? refusal::rate_limited : refusal::none;
}

void rival_law::set_window(double calls) {
  next_.window = static_cast<std::size_t>(std::clamp(calls, 1.0, static_cast<double>(max_)));
}

void rival_law::set_pace(double calls_per_second, double burst) {
  next_.pace = calls_per_second;
  next_.burst = burst;
}

void rival_law::back_off(const completion& c) {
  if (c.result.cls == outcome_class::ok) held_s_ = 0;
  if (c.result.cls == outcome_class::limited && !wait_.after_limited) return;
  if (wait_.first_s == 0 || !refused(c) || c.result.retry_after || c.granted.epoch < held_epoch_) return;
  held_s_ = std::min(std::max(wait_.first_s, 2 * held_s_), wait_.most_s);
  next_.hold_until = c.at + from_seconds(held_s_);
  held_epoch_ = setting_.epoch + 1;
}

}  // namespace sluice::bench
