// The org's capacity: so many servers, a queue before them, first come first served. A plain rule without a clock: time
// comes in as an argument, and what may begin is told to the caller.
//
// Invariant: nothing waits while fewer calls are being served than there are servers. A rise of capacity takes effect
// at the next arrival or end of a call.
#pragma once

#include "orgsim/behaviour/profile.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

namespace sluice::orgsim {

using sim_time = std::chrono::nanoseconds;  // since the org's first call

class service_queue {
 public:
  explicit service_queue(const profile& p) : profile_(p) {}

  struct begun {
    std::uint64_t call;
    sim_time end;
  };

  // False: the queue is full, the call is not taken.
  bool arrive(std::uint64_t call, sim_time service, sim_time now);
  // A call that had begun is over.
  void finish(sim_time now);
  // The calls that begin now; REQUIRES to be asked after each arrive and finish.
  std::vector<begun> take_begun();

  // Servers at that time; 0 is no limit.
  std::uint32_t capacity(sim_time now) const;
  std::size_t busy() const { return busy_; }
  std::size_t waiting() const { return waiting_.size(); }

 private:
  struct pending {
    std::uint64_t call;
    sim_time service;
  };
  void begin_waiting(sim_time now);

  profile profile_;
  std::size_t busy_ = 0;
  std::deque<pending> waiting_;
  std::vector<begun> begun_;
};

// Times of service: lognormal round the profile's median, the same for the n-th asking of the same thing under the
// same seed.
class service_times {
 public:
  service_times(const profile& p, std::uint64_t seed) : profile_(p), seed_(seed) {}
  sim_time next(std::uint64_t request);

 private:
  profile profile_;
  std::uint64_t seed_;
  std::unordered_map<std::uint64_t, std::uint32_t> asked_;
};

}  // namespace sluice::orgsim
