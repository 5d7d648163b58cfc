// What changes over time in an org: steps, ramps, waves, other users, outages with a slow return. A pure function of
// the profile, the seed and the time since the first call.
#pragma once

#include "orgsim/behaviour/profile.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace sluice::orgsim {

using sim_time = std::chrono::nanoseconds;  // since the org's first call

constexpr double in_seconds(sim_time t) {
  return std::chrono::duration<double>(t).count();
}
inline sim_time milliseconds_of(double ms) {
  return std::chrono::duration_cast<sim_time>(std::chrono::duration<double, std::milli>(ms));
}

class course {
 public:
  course(const profile& how, std::uint64_t seed);

  // Calls served at the same time for the clients that are simulated for: what other users take is off, but one is
  // left. 0: no limit.
  std::uint32_t servers(sim_time now) const;
  double service_factor(sim_time now) const;
  double calls_per_minute(sim_time now) const;  // 0: no limit
  std::uint32_t in_flight_cap(sim_time now) const;
  double others_per_minute(sim_time now) const;
  std::optional<outage_form> outage(sim_time now) const;

  // Servers never change.
  bool is_stationary() const;
  bool has_outage(outage_form form) const;

 private:
  double after_changes(double at_first, std::optional<double> change_profile::*what, double now_s) const;
  double waved(double mean, wave_of of, double now_s) const;
  // Servers busy with other users' calls: drawn for every second round their mean.
  double taken_by_others(sim_time now) const;
  double share_after_outages(double now_s) const;

  profile profile_;
  std::uint64_t seed_;
};

}  // namespace sluice::orgsim
