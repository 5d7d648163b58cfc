#include "cli/talk/time_words.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace sluice {

namespace {

using namespace std::chrono_literals;

/// Above this nobody counts the seconds.
constexpr auto seconds_tell_until = 10min;

}  // namespace

std::string span_words(std::chrono::seconds span) {
  const auto hours = span / 1h;
  const auto minutes = span % 1h / 1min;
  const auto seconds = (span % 1min).count();
  if (hours > 0) return minutes > 0 ? fmt::format("{} h {} min", hours, minutes) : fmt::format("{} h", hours);
  if (minutes == 0) return fmt::format("{} s", seconds);
  if (seconds == 0 || span >= seconds_tell_until) return fmt::format("{} min", minutes);
  return fmt::format("{} min {} s", minutes, seconds);
}

std::string span_short(std::chrono::seconds span) {
  if (span >= 1h) return fmt::format("{}h{:02}m", span / 1h, span % 1h / 1min);
  return fmt::format("{}:{:02}", span / 1min, (span % 1min).count());
}

std::string utc_to_the_minute(std::chrono::system_clock::time_point at) {
  return fmt::format("{:%Y-%m-%d %H:%M} UTC",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at))));
}

}  // namespace sluice
