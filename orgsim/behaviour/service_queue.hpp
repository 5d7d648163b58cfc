// The org's servers with a queue before them, first come first served. A plain rule without a clock: time and the
// number of servers come in as arguments, and which calls begin is told to the caller.
//
// Invariant: nothing waits while fewer calls are being served than there were servers when last asked. After a rise of
// capacity begin() has to be asked, or the next arrival or end does it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace sluice::orgsim {

class service_queue {
 public:
  using sim_time = std::chrono::nanoseconds;

  // `queue_limit` 0: none.
  explicit service_queue(std::size_t queue_limit) : queue_limit_(queue_limit) {}

  struct begun {
    std::uint64_t call;
    sim_time at;  // not before it came, even if `now` was
    sim_time waited;
  };

  // False: the queue is full, the call is not taken. `servers` 0: no limit.
  bool arrive(std::uint64_t call, sim_time now, std::uint32_t servers);
  // A call that had begun is over.
  void finish();
  // The calls that begin now.
  std::vector<begun> begin(sim_time now, std::uint32_t servers);

  std::size_t busy() const { return busy_; }
  std::size_t waiting() const { return waiting_.size(); }

 private:
  struct pending {
    std::uint64_t call;
    sim_time since;
  };

  std::size_t queue_limit_;
  std::size_t busy_ = 0;
  std::deque<pending> waiting_;
};

}  // namespace sluice::orgsim
