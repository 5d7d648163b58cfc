#include "bench/control/truth.hpp"

#include "bench/control/sim_org.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace sluice::bench {

namespace {
constexpr double ms_a_second = 1000;
constexpr double alike = 0.05;  // limits within this of the least one are tied
}  // namespace

std::vector<binding> binding_truth(const scenario& s, const orgsim::course& c, double at_s) {
  const sim_time at = orgsim::milliseconds_of(at_s * ms_a_second);
  if (c.outage(at)) return {binding::outage};
  const capacity is = capacity_at(s, c, at_s);
  constexpr double unbounded = std::numeric_limits<double>::infinity();
  std::vector<std::pair<double, binding>> limits{
      {is.served, s.org.others.calls_per_minute > 0 ? binding::neighbours : binding::queueing},
      {is.rate, binding::rate},
      {is.at_cap, binding::concurrency},
      {s.load.trickle_per_second.value_or(unbounded), binding::work},
      {s.load.client_ms > 0 ? ms_a_second / s.load.client_ms : unbounded, binding::client},
      {static_cast<double>(s.load.max) / is.unloaded_s, binding::none},
  };
  const double least = std::ranges::min_element(limits)->first;
  std::vector<binding> binds;
  for (const auto& limit : limits) {
    if (limit.first <= least * (1 + alike)) binds.push_back(limit.second);
  }
  if (std::ranges::find(binds, binding::neighbours) != binds.end()) binds.push_back(binding::queueing);
  return binds;
}

}  // namespace sluice::bench
