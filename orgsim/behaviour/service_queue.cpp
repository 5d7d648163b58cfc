#include "orgsim/behaviour/service_queue.hpp"

#include <algorithm>
#include <cassert>

namespace sluice::orgsim {

bool service_queue::arrive(std::uint64_t call, sim_time now, std::uint32_t servers) {
  const bool has_room = servers == 0 || busy_ < servers;
  if (queue_limit_ > 0 && !has_room && waiting_.size() >= queue_limit_) return false;
  waiting_.push_back({call, now});
  return true;
}

void service_queue::finish() {
  assert(busy_ > 0);
  --busy_;
}

std::vector<service_queue::begun> service_queue::begin(sim_time now, std::uint32_t servers) {
  std::vector<begun> out;
  while (!waiting_.empty() && (servers == 0 || busy_ < servers)) {
    const pending& next = waiting_.front();
    const sim_time at = std::max(now, next.since);
    out.push_back({next.call, at, at - next.since});
    waiting_.pop_front();
    ++busy_;
  }
  return out;
}

}  // namespace sluice::orgsim
