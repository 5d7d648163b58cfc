// Tells whether a refusal without words was for too many calls at once or for too many a second. From the first refusal
// on, one call leaves for each that comes back: so many at once were borne a moment ago, so a bound of calls at once
// lets them in, while a rate that is used up refuses again, few as they become.
#pragma once

#include "protocol/flow.hpp"

#include <cstddef>
#include <cstdint>

namespace sluice {

class limit_trial {
 public:
  enum class verdict : std::uint8_t { open, at_once, rate };

  /// A call was refused that left as the `in_flight`-th. Grants from `epoch` on are the trial's.
  void begin(std::size_t in_flight, std::uint32_t epoch);
  void end() { first_ = 0; }
  [[nodiscard]] bool on() const { return first_ > 0; }
  [[nodiscard]] bool concerns(const grant& g) const { return on() && g.epoch >= epoch_; }
  /// So many at once may be out while it is on.
  [[nodiscard]] std::size_t window() const { return window_; }

  /// A call that it concerns. Fewer may be out from now on; grants before `epoch` no longer count.
  [[nodiscard]] verdict refused(const grant& g, std::uint32_t epoch);
  [[nodiscard]] verdict succeeded(const grant& g);

 private:
  std::size_t first_ = 0;  // in flight at the first refusal
  std::size_t window_ = 1;
  std::uint32_t epoch_ = 0;
  std::size_t refused_in_a_row_ = 0;
  std::size_t let_in_a_row_ = 0;
};

}  // namespace sluice
