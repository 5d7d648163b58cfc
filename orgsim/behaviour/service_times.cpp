#include "orgsim/behaviour/service_times.hpp"

#include "orgsim/data/draw.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::orgsim {

namespace {

constexpr double longest_ms = 3'600'000;

// A Pareto draw never less than 1.
double pareto(draw& d, double alpha) {
  return std::pow(1.0 - d.unit(), -1.0 / alpha);
}

}  // namespace

service_times::service_times(const profile& how, std::uint64_t seed)
    : profile_(how), seed_(seed), any_(std::ranges::any_of(how.service, &service_profile::takes_time)) {}

sim_time service_times::base(const asking& a, double factor) const {
  const service_profile& s = profile_.service_of(a.kind);
  if (s.median_ms <= 0) return sim_time{0};
  draw d(seed_, "service", a.question, std::uint64_t{a.nth});
  double ms = s.median_ms * std::exp(s.sigma * d.normal());
  if (s.tail_share > 0 && d.chance(s.tail_share)) {
    ms *= s.tail_factor;
    if (s.tail_alpha > 0) ms *= pareto(d, s.tail_alpha);
  }
  if (a.number <= profile_.cold.calls) {
    const double coldness = static_cast<double>(profile_.cold.calls - a.number + 1) / profile_.cold.calls;
    ms *= 1.0 + (profile_.cold.factor - 1.0) * coldness;
  }
  return milliseconds_of(std::min(longest_ms, ms * factor));
}

sim_time service_times::of_size(const asking& a, const answer_size& size, double factor) const {
  const service_profile& s = profile_.service_of(a.kind);
  constexpr double us_of_ms = 1000;
  constexpr double bytes_of_kb = 1000;
  const double ms = s.per_row_us / us_of_ms * static_cast<double>(size.rows) +
                    s.per_kb_us / us_of_ms * static_cast<double>(size.bytes) / bytes_of_kb +
                    s.per_subrequest_ms * static_cast<double>(size.subrequests);
  return milliseconds_of(std::min(longest_ms, ms * factor));
}

sim_time service_times::round_trip(const asking& a) const {
  const network_profile& n = profile_.network;
  if (n.round_trip_ms <= 0) return sim_time{0};
  draw d(seed_, "network", a.question, std::uint64_t{a.nth});
  return milliseconds_of(std::min(longest_ms, n.round_trip_ms * std::exp(n.sigma * d.normal())));
}

}  // namespace sluice::orgsim
