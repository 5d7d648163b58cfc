#include "orgsim/behaviour/limits.hpp"

#include <algorithm>

namespace sluice::orgsim {

limits::limits(const profile& how, std::uint64_t seed)
    : profile_(how), course_(how, seed), rate_(how.rate), used_(how.day.used) {}

void limits::count_others(sim_time now) {
  // In steps, since their pace may change meanwhile; no more of them than a client's pause of an hour needs.
  constexpr sim_time step = std::chrono::seconds(1);
  constexpr int most_steps = 3600;
  for (int i = 0; i < most_steps && others_counted_at_ < now; ++i) {
    const sim_time end = i + 1 == most_steps ? now : std::min(now, others_counted_at_ + step);
    others_used_ += course_.others_per_minute(others_counted_at_) / 60.0 * in_seconds(end - others_counted_at_);
    others_counted_at_ = end;
  }
}

bool limits::too_many(sim_time now, const calls_in_flight& in_flight) const {
  const std::size_t cap = course_.in_flight_cap(now);
  if (cap == 0) return false;
  return profile_.in_flight.form == cap_form::long_running ? in_flight.long_running >= cap : in_flight.all > cap;
}

std::optional<limit_refusal> limits::refuse(sim_time now, const calls_in_flight& in_flight) {
  if (profile_.others.calls_per_minute > 0 || !profile_.changes.empty()) count_others(now);
  if (const auto wait = rate_.refuse(now, course_.calls_per_minute(now))) {
    limit_refusal r{.status = static_cast<int>(profile_.rate.status),
                    .message = "Too many requests in a short time. Try again later.",
                    .as_date = profile_.rate.retry_after == retry_after_form::date};
    if (profile_.rate.status != 429) r.message = "TotalRequests Limit exceeded.";
    if (profile_.rate.wordless) r.message = {};
    if (profile_.rate.retry_after != retry_after_form::none) r.retry_after = *wait;
    return r;
  }
  if (too_many(now, in_flight)) {
    limit_refusal r{.status = 403,
                    .message = profile_.in_flight.form == cap_form::long_running
                                   ? "ConcurrentPerOrgLongTxn Limit exceeded."
                                   : "ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
                    .dropped = profile_.in_flight.form == cap_form::drop};
    if (profile_.in_flight.wordless) r.message = {};
    return r;
  }
  if (day_used() >= profile_.day.max_calls)
    return limit_refusal{.status = 403, .message = "TotalRequests Limit exceeded."};
  ++used_;
  return std::nullopt;
}

}  // namespace sluice::orgsim
