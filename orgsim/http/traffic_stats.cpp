#include "orgsim/http/traffic_stats.hpp"

#include "orgsim/answers/json_text.hpp"

#include <algorithm>

namespace sluice::orgsim {

std::size_t traffic_stats::begin(std::chrono::nanoseconds now) {
  constexpr std::size_t most_seconds = 86400;
  const std::lock_guard lock(mutex_);
  ++seen_.total;
  seen_.in_flight_max = std::max(seen_.in_flight_max, ++seen_.in_flight);
  const auto second = static_cast<std::size_t>(std::chrono::duration_cast<std::chrono::seconds>(now).count());
  if (second >= most_seconds) return seen_.in_flight;
  if (seen_.seconds.size() <= second) seen_.seconds.resize(second + 1);
  ++seen_.seconds[second].requests;
  seen_.seconds[second].in_flight_max = std::max(seen_.seconds[second].in_flight_max, seen_.in_flight);
  return seen_.in_flight;
}

void traffic_stats::end(int status, std::string_view kind, bool refused, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  --seen_.in_flight;
  ++seen_.by_status[status];
  const auto known = seen_.by_kind.find(kind);
  if (known == seen_.by_kind.end())
    seen_.by_kind.emplace(kind, 1);
  else
    ++known->second;
  if (refused) ++seen_.refused;
  seen_.bytes += bytes;
}

void traffic_stats::busy(std::size_t serving) {
  const std::lock_guard lock(mutex_);
  seen_.busy_max = std::max<std::uint64_t>(seen_.busy_max, serving);
}

stats_snapshot traffic_stats::snapshot() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

std::string traffic_stats::json() const {
  const stats_snapshot s = snapshot();
  const auto whole = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  std::string out;
  json_text json(out);
  json.begin_object().member("total", whole(s.total)).member("refused", whole(s.refused));
  json.key("by_status").begin_object();
  for (const auto& [status, count] : s.by_status) json.member(std::to_string(status), whole(count));
  json.end_object().key("by_kind").begin_object();
  for (const auto& [kind, count] : s.by_kind) json.member(kind, whole(count));
  json.end_object().member("in_flight", whole(s.in_flight)).member("in_flight_max", whole(s.in_flight_max));
  json.member("busy_max", whole(s.busy_max)).member("bytes", whole(s.bytes)).key("seconds").begin_list();
  for (std::size_t i = 0; i < s.seconds.size(); ++i) {
    json.begin_object().member("second", whole(i)).member("requests", whole(s.seconds[i].requests));
    json.member("in_flight_max", whole(s.seconds[i].in_flight_max)).end_object();
  }
  json.end_list().end_object();
  return out;
}

}  // namespace sluice::orgsim
