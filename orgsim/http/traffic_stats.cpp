#include "orgsim/http/traffic_stats.hpp"

#include <algorithm>
#include <utility>

namespace sluice::orgsim {

namespace {

template <class Map, class Key>
void count_one(Map& counts, const Key& key) {
  const auto known = counts.find(key);
  if (known == counts.end())
    counts.emplace(key, 1);
  else
    ++known->second;
}

}  // namespace

second_stats* traffic_stats::at(sim_time now) {
  constexpr std::size_t most_seconds = 86400;
  const auto second = static_cast<std::size_t>(std::chrono::duration_cast<std::chrono::seconds>(now).count());
  if (second >= most_seconds) return nullptr;
  if (seen_.seconds.size() <= second) seen_.seconds.resize(second + 1);
  return &seen_.seconds[second];
}

void traffic_stats::pass_time(sim_time now) {
  if (now <= counted_until_) return;
  seen_.in_flight_s += static_cast<double>(seen_.in_flight) * in_seconds(now - counted_until_);
  counted_until_ = now;
}

void traffic_stats::follow_begin(std::uint64_t question) {
  if (questions_.size() >= most_followed && !questions_.contains(question)) return;
  const std::uint32_t same = ++questions_[question].in_flight;
  seen_.same_in_flight_max = std::max<std::uint64_t>(seen_.same_in_flight_max, same);
}

void traffic_stats::follow_end(std::uint64_t question, bool well) {
  const auto found = questions_.find(question);
  if (found == questions_.end()) return;
  --found->second.in_flight;
  if (well && std::exchange(found->second.answered, true)) ++seen_.answered_again;
}

std::size_t traffic_stats::begin(sim_time now, std::uint64_t question) {
  const std::lock_guard lock(mutex_);
  pass_time(now);
  ++seen_.total;
  follow_begin(question);
  seen_.in_flight_max = std::max(seen_.in_flight_max, ++seen_.in_flight);
  if (second_stats* s = at(now)) {
    ++s->requests;
    s->in_flight_max = std::max(s->in_flight_max, seen_.in_flight);
  }
  return seen_.in_flight;
}

void traffic_stats::end(sim_time now, const ended_call& call) {
  const std::lock_guard lock(mutex_);
  pass_time(now);
  --seen_.in_flight;
  seen_.last_answer = now;
  count_one(seen_.by_status, call.status);
  count_one(seen_.by_kind, call.kind);
  if (!call.fault.empty()) count_one(seen_.faults, call.fault);
  if (call.refused) ++seen_.refused;
  seen_.bytes += call.bytes;
  const bool well = call.fault.empty() && call.status > 0 && call.status < 400;
  if (well) seen_.answers.add(call.took);
  follow_end(call.question, well);
  second_stats* s = at(now);
  if (s == nullptr) return;
  if (call.refused) ++s->refused;
  if (well) ++s->ok;
}

void traffic_stats::busy(sim_time now, std::size_t serving) {
  const std::lock_guard lock(mutex_);
  seen_.busy_max = std::max<std::uint64_t>(seen_.busy_max, serving);
  if (second_stats* s = at(now)) s->busy_max = std::max<std::uint64_t>(s->busy_max, serving);
}

void traffic_stats::waited(sim_time time) {
  const std::lock_guard lock(mutex_);
  seen_.queue.add(time);
}

void traffic_stats::served(sim_time service, sim_time round_trip) {
  const std::lock_guard lock(mutex_);
  seen_.service.add(service);
  ++seen_.work.calls;
  seen_.work.service_s += in_seconds(service);
  seen_.work.round_trips_s += in_seconds(round_trip);
  seen_.work.longest_call_s = std::max(seen_.work.longest_call_s, in_seconds(service + round_trip));
}

stats_snapshot traffic_stats::snapshot() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

}  // namespace sluice::orgsim
