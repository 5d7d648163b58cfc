// The simulated server: a cap, a token bucket, faults and outages at the door, then a FIFO queue before `room` workers.
// It says when what will happen; the loop that owns it keeps the time.
#pragma once

#include "bench/control/scenario.hpp"
#include "control/token_bucket.hpp"
#include "protocol/outcome.hpp"
#include "protocol/time.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>

namespace sluice::bench {

class sim_server {
 public:
  sim_server(const server_plan& plan, std::uint64_t seed, time_point now);

  struct started {
    std::uint64_t call = 0;
    duration work{};
  };

  void change(const server_plan& plan, time_point now);
  /// A call at the door: refused, or nothing and it queues.
  [[nodiscard]] std::optional<outcome> arrives(std::uint64_t call, std::size_t kind, time_point now);
  /// The next call that a free worker takes up now.
  [[nodiscard]] std::optional<started> starts();
  /// A worker has ended its call.
  void ended() { --working_; }

 private:
  struct waiting {
    std::uint64_t call;
    std::size_t kind;
  };
  [[nodiscard]] duration work_of(std::size_t kind);

  server_plan plan_;
  std::mt19937_64 random_;
  token_bucket bucket_;
  std::deque<waiting> queue_;
  std::size_t working_ = 0;
};

}  // namespace sluice::bench
