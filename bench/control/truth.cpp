#include "bench/control/truth.hpp"

#include "bench/control/sim_org.hpp"

#include <algorithm>
#include <array>
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
  if (c.in_flight_cap(at) > 0 && !cap_counts_all(s)) return {};
  const capacity is = capacity_at(s, c, at_s);
  constexpr double unbounded = std::numeric_limits<double>::infinity();
  // What each client brings, all of them bring.
  const auto clients =
      static_cast<double>(std::ranges::count_if(s.load.starts_s, [at_s](double start) { return start <= at_s; }));
  const std::array<std::pair<double, binding>, 6> limits{{
      {is.served, binding::queueing},
      {is.rate, binding::rate},
      {is.at_cap, binding::concurrency},
      {clients * s.load.trickle_per_second.value_or(unbounded), binding::work},
      {s.load.client_ms > 0 ? clients * ms_a_second / s.load.client_ms : unbounded, binding::client},
      {clients * static_cast<double>(s.load.max) / is.unloaded_s, binding::none},
  }};
  const double least = std::ranges::min_element(limits)->first;
  std::vector<binding> binds;
  for (const auto& limit : limits) {
    if (limit.first <= least * (1 + alike)) binds.push_back(limit.second);
  }
  const bool others = clients > 1 || c.others_per_minute(at) > 0;
  if (others && std::ranges::find(binds, binding::queueing) != binds.end()) binds.push_back(binding::neighbours);
  return binds;
}

}  // namespace sluice::bench
