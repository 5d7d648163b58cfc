#include "orgsim/behaviour/limits.hpp"

namespace sluice::orgsim {

limits::limits(const profile& how) : profile_(how), rate_(how.calls_per_minute, how.burst), used_(how.day_used) {}

std::optional<limit_refusal> limits::refuse(sim_time now, std::size_t in_flight) {
  if (const auto wait = rate_.refuse(now))
    return limit_refusal{.message = "Too many requests in a short time. Try again later.",
                         .retry_after = std::to_string(wait->count())};
  if (profile_.in_flight_cap > 0 && in_flight > profile_.in_flight_cap)
    return limit_refusal{.status = 403, .message = "ConcurrentRequests (Concurrent API Requests) Limit exceeded."};
  if (used_ >= profile_.day_max) return limit_refusal{.status = 403, .message = "TotalRequests Limit exceeded."};
  ++used_;
  return std::nullopt;
}

}  // namespace sluice::orgsim
