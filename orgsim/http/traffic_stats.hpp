// What the server saw of its clients. Safe to read from any thread while the server runs.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

struct second_stats {
  std::uint64_t requests = 0;
  std::uint64_t in_flight_max = 0;
};

struct stats_snapshot {
  std::map<int, std::uint64_t> by_status;
  std::map<std::string, std::uint64_t, std::less<>> by_kind;  // describe, list, query, tooling_query, ...
  std::uint64_t total = 0;
  std::uint64_t refused = 0;    // 429, 403 REQUEST_LIMIT_EXCEEDED, 503
  std::uint64_t in_flight = 0;  // from a request read to its reply written
  std::uint64_t in_flight_max = 0;
  std::uint64_t busy_max = 0;         // being served, queue left out
  std::uint64_t bytes = 0;            // of bodies as sent
  std::vector<second_stats> seconds;  // since the first request; at most a day of them
};

class traffic_stats {
 public:
  // Returns how many are in flight now, this one among them.
  std::size_t begin(std::chrono::nanoseconds now);
  void end(int status, std::string_view kind, bool refused, std::size_t bytes);
  void busy(std::size_t serving);
  stats_snapshot snapshot() const;
  std::string json() const;

 private:
  mutable std::mutex mutex_;
  stats_snapshot seen_;
};

}  // namespace sluice::orgsim
