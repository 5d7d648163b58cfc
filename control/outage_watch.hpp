// Tells an outage (many calls in a row come back overloaded or broken, none succeeds) from single faults, which say
// nothing of the load. Calls that hang come back late, as time-outs; after a long silence few of them are enough.
// During an outage calls are let out after waits that grow to half a second.
#pragma once

#include "protocol/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace sluice {

class outage_watch {
 public:
  void succeeded(time_point now) {
    *this = {};
    last_success_ = now;
  }
  void failed(std::size_t window, time_point now);

  [[nodiscard]] bool on() const { return on_; }
  [[nodiscard]] time_point hold_until() const { return hold_until_; }

 private:
  std::size_t failures_ = 0;  // in a row
  bool on_ = false;
  duration wait_ = std::chrono::milliseconds(100);
  time_point hold_until_{};
  std::optional<time_point> last_success_;
};

}  // namespace sluice
