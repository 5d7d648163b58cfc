#include "orgsim/behaviour/service_queue.hpp"

#include "orgsim/data/draw.hpp"

#include <cassert>
#include <cmath>
#include <utility>

namespace sluice::orgsim {

std::uint32_t service_queue::capacity(sim_time now) const {
  const bool stepped = profile_.step_at_s > 0 && std::chrono::duration<double>(now).count() >= profile_.step_at_s;
  return stepped ? profile_.step_servers : profile_.servers;
}

bool service_queue::arrive(std::uint64_t call, sim_time service, sim_time now) {
  begin_waiting(now);
  const std::uint32_t servers = capacity(now);
  const bool full = profile_.queue_limit > 0 && waiting_.size() >= profile_.queue_limit;
  if (full && servers > 0 && busy_ >= servers) return false;
  waiting_.push_back({call, service});
  begin_waiting(now);
  return true;
}

void service_queue::finish(sim_time now) {
  assert(busy_ > 0);
  --busy_;
  begin_waiting(now);
}

void service_queue::begin_waiting(sim_time now) {
  const std::uint32_t servers = capacity(now);
  while (!waiting_.empty() && (servers == 0 || busy_ < servers)) {
    begun_.push_back({waiting_.front().call, now + waiting_.front().service});
    waiting_.pop_front();
    ++busy_;
  }
}

std::vector<service_queue::begun> service_queue::take_begun() {
  return std::exchange(begun_, {});
}

sim_time service_times::next(std::uint64_t request) {
  // Forgotten when it grows too big: then times begin again, which only a run of millions of questions sees.
  constexpr std::size_t most_remembered = 4'000'000;
  if (asked_.size() >= most_remembered) asked_.clear();
  draw d(seed_, "service", request, std::uint64_t{asked_[request]++});
  const double ms = profile_.service_ms * std::exp(profile_.service_spread * d.normal());
  return std::chrono::duration_cast<sim_time>(std::chrono::duration<double, std::milli>(ms));
}

}  // namespace sluice::orgsim
