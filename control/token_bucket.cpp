#include "control/token_bucket.hpp"

#include <algorithm>
#include <cmath>

namespace sluice {

namespace {
// A wait computed from a fraction of a token may end a rounding short of it.
constexpr double whole_token = 1 - 1e-6;
}  // namespace

void token_bucket::flow(time_point now) {
  if (now <= last_) return;
  if (std::isfinite(rate_)) tokens_ = std::min(depth_, tokens_ + rate_ * seconds(now - last_));
  last_ = now;
}

void token_bucket::configure(double rate, double depth, time_point now) {
  flow(now);
  last_ = std::max(last_, now);
  rate_ = rate;
  depth_ = std::max(1.0, depth);
  tokens_ = std::min(tokens_, depth_);
}

void token_bucket::empty(time_point now) {
  flow(now);
  tokens_ = 0;
}

bool token_bucket::take(time_point now) {
  if (!std::isfinite(rate_)) return true;
  flow(now);
  if (tokens_ < whole_token) return false;
  tokens_ = std::max(0.0, tokens_ - 1);
  return true;
}

std::optional<time_point> token_bucket::next(time_point now) {
  if (!std::isfinite(rate_)) return {};
  flow(now);
  if (tokens_ >= whole_token) return {};
  // Never at once: less than a tick is a tick.
  return now + std::max(duration(1), from_seconds((1 - tokens_) / rate_));
}

}  // namespace sluice
