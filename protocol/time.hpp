// Time as the decisions see it: a point on a steady clock that is always passed in, never read by a rule. Actors read
// it from their own clock (virtual in tests), the transport measures latencies with it.
#pragma once

#include <chrono>

namespace sluice {

using time_point = std::chrono::steady_clock::time_point;
using duration = std::chrono::steady_clock::duration;

/// Seconds as a floating number, for rates and logarithms.
inline double seconds(duration d) {
  return std::chrono::duration<double>(d).count();
}

inline duration from_seconds(double s) {
  return std::chrono::duration_cast<duration>(std::chrono::duration<double>(s));
}

}  // namespace sluice
