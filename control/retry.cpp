#include "control/retry.hpp"

#include <algorithm>

namespace sluice {

namespace {
constexpr auto budget_period = std::chrono::minutes(1);
constexpr auto shortest_look_back = std::chrono::seconds(1);
constexpr double budget_share = 0.1;
constexpr double budget_floor_per_second = 1;
}  // namespace

verdict judge(const outcome& o, std::uint32_t attempts, std::size_t objects, bool patient,
              const retry_options& options) {
  if (o.cancelled) return verdict::forget;
  switch (o.cls) {
    case outcome_class::limited:
      return verdict::outwait;
    case outcome_class::overloaded:
      if (patient) return verdict::outwait;
      return attempts > options.retries ? verdict::give_up : verdict::again;
    case outcome_class::rejected:
      if (o.unauthorized && patient) return verdict::renew;
      return objects > 1 ? verdict::halve : verdict::gap;
    case outcome_class::ok:  // a reply that could not be read
    case outcome_class::broken:
      break;
  }
  if (attempts <= options.retries) return verdict::again;
  return objects > 1 ? verdict::halve : verdict::give_up;
}

duration full_jitter(std::uint32_t failures, const retry_options& options, std::mt19937_64& random) {
  duration bound = options.backoff;
  for (std::uint32_t i = 1; i < failures && bound < options.backoff_max; ++i) bound *= 2;
  bound = std::min(bound, options.backoff_max);
  return duration(std::uniform_int_distribution<duration::rep>(0, bound.count())(random));
}

void retry_budget::forget_before(time_point now) {
  while (!sent_.empty() && sent_.front() <= now - budget_period) sent_.pop_front();
}

void retry_budget::sent(time_point now) {
  forget_before(now);
  if (!first_) first_ = now;
  sent_.push_back(now);
}

time_point retry_budget::book(time_point wanted, time_point now) {
  forget_before(now);
  const duration known = std::clamp<duration>(now - first_.value_or(now), shortest_look_back, budget_period);
  const double calls_per_second = static_cast<double>(sent_.size()) / seconds(known);
  const double allowed = std::max(budget_floor_per_second, budget_share * calls_per_second);
  const time_point turn = std::max(next_turn_, now);
  next_turn_ = turn + from_seconds(1 / allowed);
  return std::max(wanted, turn);
}

}  // namespace sluice
