#include "orgsim/behaviour/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::orgsim {

rate_limit::rate_limit(double calls_per_minute, double burst)
    : per_second_(calls_per_minute / 60.0), burst_(std::max(1.0, burst)), tokens_(burst_) {}

std::optional<std::chrono::seconds> rate_limit::refuse(sim_time now) {
  if (per_second_ <= 0) return std::nullopt;
  const double passed = std::chrono::duration<double>(now - filled_at_).count();
  tokens_ = std::min(burst_, tokens_ + std::max(0.0, passed) * per_second_);
  filled_at_ = now;
  // A hair less than a token counts as one: what Retry-After promised must hold in spite of rounding.
  constexpr double whole = 1.0 - 1e-9;
  if (tokens_ >= whole) {
    tokens_ -= 1.0;
    return std::nullopt;
  }
  return std::chrono::seconds(static_cast<long>(std::ceil((1.0 - tokens_) / per_second_)));
}

}  // namespace sluice::orgsim
