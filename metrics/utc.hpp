// Moments as text, the same in every file that Sluice writes. Pure.
#pragma once

#include <chrono>
#include <string>

namespace sluice {

/// "2026-11-25T14:03:07.250Z".
[[nodiscard]] std::string utc_to_the_millisecond(std::chrono::system_clock::time_point at);

}  // namespace sluice
