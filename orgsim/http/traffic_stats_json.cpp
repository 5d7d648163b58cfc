#include "orgsim/http/traffic_stats.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace sluice::orgsim {

namespace {

namespace json = boost::json;

template <class Counts>
json::object counts_object(const Counts& counts) {
  json::object o;
  for (const auto& [key, count] : counts) {
    if constexpr (std::is_same_v<std::decay_t<decltype(key)>, int>)
      o[std::to_string(key)] = count;
    else
      o[key] = count;
  }
  return o;
}

json::object times_object(const time_histogram& times) {
  return {{"calls", times.count()},       {"mean", times.mean_s()},        {"max", times.max_s()},
          {"p50", times.quantile_s(0.5)}, {"p95", times.quantile_s(0.95)}, {"p99", times.quantile_s(0.99)}};
}

json::value bound_value(const std::optional<least_time>& least) {
  if (!least) return nullptr;
  return json::object{{"seconds", least->all_s()},
                      {"servers", least->servers_s},
                      {"pace", least->pace_s},
                      {"cap", least->cap_s},
                      {"longest_call", least->longest_s}};
}

json::object second_object(std::size_t second, const second_stats& s, std::uint32_t servers) {
  return {{"second", second},     {"requests", s.requests},           {"ok", s.ok},
          {"refused", s.refused}, {"in_flight_max", s.in_flight_max}, {"busy_max", s.busy_max},
          {"servers", servers}};
}

}  // namespace

std::string traffic_stats::json() const {
  const stats_snapshot s = snapshot();
  json::object o{{"total", s.total}, {"refused", s.refused}};
  o["refused_share"] = s.total > 0 ? static_cast<double>(s.refused) / static_cast<double>(s.total) : 0.0;
  o["by_status"] = counts_object(s.by_status);
  o["by_kind"] = counts_object(s.by_kind);
  o["faults"] = counts_object(s.faults);
  o["in_flight"] = s.in_flight;
  o["in_flight_max"] = s.in_flight_max;
  const double lasted_s = in_seconds(s.last_answer);
  o["in_flight_mean"] = lasted_s > 0 ? s.in_flight_s / lasted_s : 0.0;
  o["lasted_seconds"] = lasted_s;
  o["busy_max"] = s.busy_max;
  o["same_in_flight_max"] = s.same_in_flight_max;
  o["answered_again"] = s.answered_again;
  o["bytes"] = s.bytes;
  o["queue_seconds"] = times_object(s.queue);
  o["service_seconds"] = times_object(s.service);
  o["answer_seconds"] = times_object(s.answers);
  o["bound"] = bound_value(least_time_of(s.work, how_, course_));
  json::array seconds;
  for (std::size_t i = 0; i < s.seconds.size(); ++i) {
    const bool outage = course_.outage(std::chrono::seconds(i)).has_value();
    seconds.push_back(second_object(i, s.seconds[i], outage ? 0 : course_.servers(std::chrono::seconds(i))));
  }
  o["seconds"] = std::move(seconds);
  return json::serialize(o);
}

}  // namespace sluice::orgsim
