#include "orgsim/behaviour/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::orgsim {

namespace {

std::chrono::seconds whole_seconds(double s) {
  return std::chrono::seconds(static_cast<long>(std::ceil(std::max(s, 1e-9))));
}

}  // namespace

rate_limit::rate_limit(const rate_profile& how) : how_(how), tokens_(how.burst) {}

std::optional<std::chrono::seconds> rate_limit::refuse(sim_time now, double calls_per_minute) {
  if (calls_per_minute <= 0) return std::nullopt;
  const double now_s = in_seconds(now);
  const double calls = calls_per_minute / 60.0 * how_.window_s;
  switch (how_.form) {
    case rate_form::bucket:
      return refuse_by_bucket(now_s, calls_per_minute / 60.0);
    case rate_form::fixed:
      return refuse_by_fixed_window(now_s, calls);
    case rate_form::sliding:
      return refuse_by_sliding_window(now_s, calls);
  }
  return std::nullopt;
}

std::optional<std::chrono::seconds> rate_limit::refuse_by_bucket(double now_s, double per_second) {
  tokens_ = std::min(how_.burst, tokens_ + std::max(0.0, now_s - filled_at_s_) * per_second);
  filled_at_s_ = now_s;
  // A hair less than a token counts as one: what Retry-After promised must hold in spite of rounding.
  constexpr double whole = 1.0 - 1e-9;
  const bool passes = tokens_ >= whole;
  if (passes || how_.counts_refused) tokens_ = std::max(tokens_ - 1.0, -how_.burst);
  if (passes) return std::nullopt;
  return whole_seconds((1.0 - tokens_) / per_second);
}

std::optional<std::chrono::seconds> rate_limit::refuse_by_fixed_window(double now_s, double calls) {
  const auto window = static_cast<std::int64_t>(now_s / how_.window_s);
  if (window != window_) in_window_ = 0;
  window_ = window;
  if (in_window_ + 1.0 <= std::max(1.0, calls)) {
    in_window_ += 1.0;
    return std::nullopt;
  }
  return whole_seconds(static_cast<double>(window + 1) * how_.window_s - now_s);
}

std::optional<std::chrono::seconds> rate_limit::refuse_by_sliding_window(double now_s, double calls) {
  const auto most = static_cast<std::size_t>(std::max(1.0, calls));
  while (!taken_at_s_.empty() && taken_at_s_.front() <= now_s - how_.window_s) taken_at_s_.pop_front();
  const bool passes = taken_at_s_.size() < most;
  if (passes || how_.counts_refused) taken_at_s_.push_back(now_s);
  // Of calls that count though they were refused, no more have to be kept than there is room for.
  while (taken_at_s_.size() > most) taken_at_s_.pop_front();
  if (passes) return std::nullopt;
  return whole_seconds(taken_at_s_[taken_at_s_.size() - most] + how_.window_s - now_s);
}

}  // namespace sluice::orgsim
