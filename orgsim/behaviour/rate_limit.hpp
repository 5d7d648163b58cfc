// Calls a minute, as a bucket of tokens that fills steadily, a fixed window, or a sliding one. Time and the pace of the
// moment come in as arguments.
#pragma once

#include "orgsim/behaviour/course.hpp"
#include "orgsim/behaviour/profile.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

namespace sluice::orgsim {

class rate_limit {
 public:
  explicit rate_limit(const rate_profile& how);

  // Takes a call into account, or says after how many whole seconds there will be room for one: what Retry-After
  // promises. A call that counts though it is refused puts that time off. calls_per_minute 0: no limit.
  std::optional<std::chrono::seconds> refuse(sim_time now, double calls_per_minute);

 private:
  std::optional<std::chrono::seconds> refuse_by_bucket(double now_s, double per_second);
  std::optional<std::chrono::seconds> refuse_by_fixed_window(double now_s, double calls);
  std::optional<std::chrono::seconds> refuse_by_sliding_window(double now_s, double calls);

  rate_profile how_;
  double tokens_;
  double filled_at_s_ = 0;
  std::int64_t window_ = 0;
  double in_window_ = 0;
  std::deque<double> taken_at_s_;
};

}  // namespace sluice::orgsim
