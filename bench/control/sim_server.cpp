#include "bench/control/sim_server.hpp"

#include <cmath>
#include <limits>

namespace sluice::bench {

sim_server::sim_server(const server_plan& plan, std::uint64_t seed, time_point now) : random_(seed) {
  // The bucket has filled up before the run: nobody used it.
  const double filling_s = plan.rate ? plan.burst / *plan.rate : 0;
  change(plan, now - from_seconds(filling_s));
}

void sim_server::change(const server_plan& plan, time_point now) {
  plan_ = plan;
  bucket_.configure(plan.rate.value_or(std::numeric_limits<double>::infinity()), plan.burst, now);
}

std::optional<outcome> sim_server::arrives(std::uint64_t call, std::size_t kind, time_point now) {
  outcome refused;
  if (plan_.down || std::bernoulli_distribution(plan_.faults)(random_)) {
    refused = {.cls = outcome_class::overloaded, .status = 503};
  } else if (plan_.cap && working_ + queue_.size() >= *plan_.cap) {
    refused = {.cls = outcome_class::limited, .status = 429, .hints_concurrency = true};
  } else if (!bucket_.take(now)) {
    refused = {.cls = outcome_class::limited, .status = 429};
    if (plan_.retry_after_s) refused.retry_after = from_seconds(*plan_.retry_after_s);
  } else {
    queue_.push_back({.call = call, .kind = kind});
    return {};
  }
  return refused;
}

std::optional<sim_server::started> sim_server::starts() {
  if (queue_.empty() || working_ >= plan_.room) return {};
  const waiting next = queue_.front();
  queue_.pop_front();
  ++working_;
  return started{.call = next.call, .work = work_of(next.kind)};
}

duration sim_server::work_of(std::size_t kind) {
  const double half_variance = plan_.sigma * plan_.sigma / 2;
  const double noise = std::exp(plan_.sigma * std::normal_distribution<double>()(random_) - half_variance);
  return from_seconds(plan_.service_s * plan_.kinds[kind] * noise);
}

}  // namespace sluice::bench
