// Puts the service queue on a clock: each call's answer is due when its time of service is over. For one thread.
#pragma once

#include "orgsim/behaviour/service_queue.hpp"
#include "orgsim/http/traffic_stats.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>

#include <boost/asio/io_context.hpp>

namespace sluice::orgsim {

class service_desk {
 public:
  service_desk(boost::asio::io_context& io, const profile& p, std::uint64_t seed, traffic_stats& stats)
      : io_(io), queue_(p), times_(p, seed), stats_(stats), waits_(p.service_ms > 0 || p.servers > 0) {}

  // Since the first call that asked for the time.
  sim_time now();
  // Calls `done` when the call has been served: at once where the profile knows no service time. False: queue full.
  bool serve(std::uint64_t request, std::function<void()> done);

 private:
  void start_begun();
  void end(std::uint64_t call);

  boost::asio::io_context& io_;
  service_queue queue_;
  service_times times_;
  traffic_stats& stats_;
  bool waits_;
  std::optional<std::chrono::steady_clock::time_point> first_;
  std::uint64_t calls_ = 0;
  std::unordered_map<std::uint64_t, std::function<void()>> due_;
};

}  // namespace sluice::orgsim
