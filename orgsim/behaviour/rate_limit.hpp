// Calls a minute, as a bucket of tokens that fills steadily. Time comes in as an argument.
#pragma once

#include "orgsim/behaviour/service_queue.hpp"

#include <chrono>
#include <optional>

namespace sluice::orgsim {

class rate_limit {
 public:
  // calls_per_minute 0: no limit. A burst below one call counts as one.
  rate_limit(double calls_per_minute, double burst);

  // Takes a token, or says after how many whole seconds there will be one: the Retry-After of a 429.
  std::optional<std::chrono::seconds> refuse(sim_time now);

 private:
  double per_second_;
  double burst_;
  double tokens_;
  sim_time filled_at_{0};
};

}  // namespace sluice::orgsim
