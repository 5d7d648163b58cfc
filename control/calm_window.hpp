// An org that has become slower does not bear more calls than it did when it was fast. While the latency is near the
// least of late, the window may grow; while it is far above, not past the largest one that was held near it.
//
// Without that, runs which share an org drive one another up to their ceilings: each takes the queue of the others for
// an org that got slower, and that is no reason to hold back (AIMD would hold back: Chiu and Jain, 1989; it costs a
// lone run too much). The least latency is forgotten slowly, so an org that is slower and roomier for good is found to
// be so.
#pragma once

#include "protocol/time.hpp"

#include <cstddef>
#include <optional>

namespace sluice {

class calm_window {
 public:
  /// What a round showed: mean ln(latency), that mean's standard error, and the window it was heard under.
  void heard(double level, double error, std::size_t window, time_point now);
  /// The window may grow up to that; infinite while the org is near its best.
  [[nodiscard]] double most() const;

 private:
  double level_ = 0;  // of late
  double error_ = 0;
  double floor_ = 0;  // the least, as far as noise lets one tell
  double largest_ = 0;
  bool calm_ = true;
  std::size_t rounds_ = 0;
  std::optional<time_point> last_;
};

}  // namespace sluice
