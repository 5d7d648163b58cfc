#include "metrics/utc.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace sluice {

std::string utc_to_the_millisecond(std::chrono::system_clock::time_point at) {
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(at);
  const auto s = std::chrono::floor<std::chrono::seconds>(ms);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(s)),
                     (ms - s).count());
}

}  // namespace sluice
