// When a display is drawn: nothing in the first half second (who waits no longer needs none), then ten times a second
// at most. Pure.
#pragma once

#include "protocol/time.hpp"

#include <chrono>

namespace sluice {

class draw_times {
 public:
  explicit draw_times(time_point started) : last_(started + quiet_at_first - shortest) {}

  /// Whether a frame may be drawn now; it is taken as drawn then.
  [[nodiscard]] bool due(time_point now) {
    if (now - last_ < shortest) return false;
    last_ = now;
    return true;
  }

 private:
  static constexpr duration quiet_at_first = std::chrono::milliseconds(500);
  static constexpr duration shortest = std::chrono::milliseconds(100);
  time_point last_;
};

}  // namespace sluice
