// How Netflix's concurrency-limits 78a74b9 samples calls (limit/WindowedLimit.java and its callers).
//
// Its gRPC client (ConcurrencyLimitClientInterceptor) reports a success, and as a drop UNAVAILABLE, which is what 429,
// 502, 503 and 504 are to gRPC; its executor reports a time-out as a drop too; anything else is no sample. A window
// ends with the first sample after a second and is judged from ten samples on: their mean round trip, drops included.
#pragma once

#include "protocol/flow.hpp"

#include <cstddef>
#include <optional>

namespace sluice::bench {

struct netflix_sample {
  double round_trip_s = 0;    ///< mean
  std::size_t in_flight = 0;  ///< at most, when a call was sent
  bool dropped = false;
};

/// Nothing: the limit does not hear of the call.
[[nodiscard]] std::optional<netflix_sample> netflix_sampled(const completion& c);

class netflix_window {
 public:
  /// The window that this call ended, if it did.
  [[nodiscard]] std::optional<netflix_sample> add(const netflix_sample& s, time_point at);

 private:
  double sum_s_ = 0;
  double calls_ = 0;
  std::size_t in_flight_ = 0;
  bool dropped_ = false;
  time_point next_update_{};
};

}  // namespace sluice::bench
