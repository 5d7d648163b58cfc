// How long the org works on a call, and how long the network takes. Pure: drawn from the seed, the question and how
// often it was asked.
#pragma once

#include "orgsim/behaviour/asking.hpp"
#include "orgsim/behaviour/course.hpp"
#include "orgsim/behaviour/profile.hpp"

#include <cstddef>
#include <cstdint>

namespace sluice::orgsim {

// What an answer turned out to be, once the work is done.
struct answer_size {
  std::size_t rows = 0;
  std::size_t bytes = 0;
  std::size_t subrequests = 0;
};

class service_times {
 public:
  service_times(const profile& how, std::uint64_t seed);

  // Before anything is known of the answer; `factor` is the course's at this time.
  sim_time base(const asking& a, double factor) const;
  // On top of it for the answer's size.
  sim_time of_size(const asking& a, const answer_size& size, double factor) const;
  sim_time round_trip(const asking& a) const;

  // Some kind of call takes some time.
  bool any() const { return any_; }

 private:
  profile profile_;
  std::uint64_t seed_;
  bool any_;
};

}  // namespace sluice::orgsim
