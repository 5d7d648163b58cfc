// What an org refuses before any work is done: too fast, too many at once, the day's calls used up. A plain rule; time
// comes in as an argument.
#pragma once

#include "orgsim/behaviour/profile.hpp"
#include "orgsim/behaviour/rate_limit.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::orgsim {

struct limit_refusal {
  int status = 429;
  std::string_view code = "REQUEST_LIMIT_EXCEEDED";
  std::string_view message;
  std::string retry_after;  // the header's text; empty: none
};

class limits {
 public:
  explicit limits(const profile& how);

  // Takes a call into account, or says why it is refused. `in_flight`: with this one.
  std::optional<limit_refusal> refuse(sim_time now, std::size_t in_flight);
  std::int64_t day_used() const { return used_; }
  std::int64_t day_max() const { return profile_.day_max; }

 private:
  profile profile_;
  rate_limit rate_;
  std::int64_t used_;
};

}  // namespace sluice::orgsim
