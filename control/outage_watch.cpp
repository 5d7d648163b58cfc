#include "control/outage_watch.hpp"

#include <algorithm>

namespace sluice {

namespace {
constexpr std::size_t least_failures = 6;
constexpr duration probe_wait_max = std::chrono::milliseconds(500);
// Calls that hang come back as time-outs; after such a silence few of them are enough.
constexpr duration silence = std::chrono::seconds(5);
}  // namespace

void outage_watch::failed(std::size_t window, time_point now) {
  ++failures_;
  const bool silent = last_success_ && now - *last_success_ >= silence;
  if (failures_ < (silent ? least_failures : std::max(least_failures, window / 2))) return;
  on_ = true;
  // Calls that were out together come back together: they are one sign.
  if (now < hold_until_) return;
  hold_until_ = now + wait_;
  wait_ = std::min(wait_ * 2, probe_wait_max);
}

}  // namespace sluice
