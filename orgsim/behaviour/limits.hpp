// What an org refuses before any work is done: too fast, too many at once, the day's calls used up. A plain rule; time
// comes in as an argument.
#pragma once

#include "orgsim/behaviour/course.hpp"
#include "orgsim/behaviour/profile.hpp"
#include "orgsim/behaviour/rate_limit.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::orgsim {

// Of calls that are read and not yet answered, the one in question among them.
struct calls_in_flight {
  std::size_t all = 0;
  std::size_t long_running = 0;  // for longer than the profile's long_s
};

struct limit_refusal {
  int status = 429;
  std::string_view code = "REQUEST_LIMIT_EXCEEDED";
  std::string_view message;
  std::optional<std::chrono::seconds> retry_after;
  bool as_date = false;  // Retry-After tells the time of day
  bool dropped = false;  // no answer at all: see in_flight.drop_after_s
};

class limits {
 public:
  limits(const profile& how, std::uint64_t seed);

  // Takes a call into account, or says why it is refused.
  std::optional<limit_refusal> refuse(sim_time now, const calls_in_flight& in_flight);
  // With what other users spent.
  std::int64_t day_used() const { return used_ + static_cast<std::int64_t>(others_used_); }
  std::int64_t day_max() const { return profile_.day.max_calls; }

 private:
  bool too_many(sim_time now, const calls_in_flight& in_flight) const;
  void count_others(sim_time now);

  profile profile_;
  course course_;
  rate_limit rate_;
  std::int64_t used_;
  double others_used_ = 0;
  sim_time others_counted_at_{0};
};

}  // namespace sluice::orgsim
