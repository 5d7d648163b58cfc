// When an org may have calls of the day again: its day is the last 24 hours, which move on with the hour.
#pragma once

#include <chrono>

namespace sluice {

[[nodiscard]] inline std::chrono::system_clock::time_point next_hour(std::chrono::system_clock::time_point now) {
  return std::chrono::floor<std::chrono::hours>(now) + std::chrono::hours(1);
}

}  // namespace sluice
