// How many calls a second the org lets in, once a refusal has shown that it counts them. Between two walls (refusals at
// an empty bucket of the server's) just as many calls were accepted as tokens flowed in, whatever the bucket's size; so
// accepted over elapsed is the server's rate. A wall holds everything for the whole of Retry-After, or for a wait with
// full jitter that grows while walls follow closely; refusals of calls that were out together are one wall. Upward it
// probes rarely, since only another wall can tell that it went too far.
#pragma once

#include "protocol/flow.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <random>

namespace sluice {

class pace_law {
 public:
  explicit pace_law(std::uint64_t seed) : random_(seed) {}

  void accepted(time_point now);
  /// A call refused for its rate. `first`: no refusal of the same event came before.
  void refused(const completion& c, bool first);

  [[nodiscard]] double pace() const { return pace_; }
  [[nodiscard]] double burst() const;
  [[nodiscard]] time_point hold_until() const { return hold_until_; }

 private:
  void probe(time_point now);

  std::mt19937_64 random_;
  double pace_ = std::numeric_limits<double>::infinity();
  time_point hold_until_{};
  std::optional<time_point> wall_;  // the last one
  std::optional<time_point> first_accepted_;
  std::uint64_t accepted_ = 0;  // since the wall
  std::uint32_t walls_in_a_row_ = 0;
  duration probe_after_ = std::chrono::seconds(30);
  time_point probed_{};
};

}  // namespace sluice
