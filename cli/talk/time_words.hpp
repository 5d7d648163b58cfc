// Spans and moments of time as people read them.
#pragma once

#include <chrono>
#include <string>

namespace sluice {

/// "45 s", "1 min 5 s", "12 min", "2 h 10 min": two units at most, and the small one only while it tells something.
[[nodiscard]] std::string span_words(std::chrono::seconds span);
/// "0:45", "12:05", "2h10m".
[[nodiscard]] std::string span_short(std::chrono::seconds span);
/// "2026-11-25 14:03 UTC".
[[nodiscard]] std::string utc_to_the_minute(std::chrono::system_clock::time_point at);

}  // namespace sluice
