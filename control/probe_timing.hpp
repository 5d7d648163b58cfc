// When a pace that is held looks for more, since nothing but a wall tells that a limit has been raised: as often as the
// walls cost little of the throughput and few refusals, ever more rarely where they are met in vain; but where ten
// calls a second or more are let in, within a minute.
//
// Runs that share a limit see each other's calls as a fall of it: while one rests after a wall, another takes its part
// and finds more room. So after a fall it is asked as often as at the rate that was lost, which is what may come back.
#pragma once

#include "protocol/time.hpp"

#include <algorithm>
#include <cstdint>

namespace sluice {

class probe_timing {
 public:
  /// Times the rate that was known: less than that may be its error, and is no rise.
  static constexpr double raised = 1.05;

  /// What a wall cost: its hold, beyond what the org saved up for it.
  void cost(double hold_s) { cost_s_ = hold_s; }
  [[nodiscard]] double cost_s() const { return cost_s_; }
  /// A probe is over, and was in vain or found more. An unasked wall that shows another limit counts as one that did.
  void ended(bool in_vain) { vain_ = in_vain ? std::min(vain_ + 1, most_vain) : 0; }
  /// What was known of the rate, in calls a second, before a wall and after it.
  void met_wall(double before, double after, bool probed);

  /// How long a pace is held before a probe. `period_s`: of a limiter that is no bucket.
  [[nodiscard]] duration wait(double pace, double period_s) const;

 private:
  static constexpr std::uint32_t most_vain = 10;

  double cost_s_ = 0;
  std::uint32_t vain_ = 0;
  double lost_ = 0;  // rate; 0: none
};

}  // namespace sluice
