#include "control/ceiling_law.hpp"

#include <algorithm>

namespace sluice {

namespace {
constexpr duration longest_wait = std::chrono::minutes(2);
}

void ceiling_law::refused(std::size_t in_flight, time_point now) {
  ceiling_ = std::min(ceiling_, std::max<std::size_t>(1, in_flight > 1 ? in_flight - 1 : 1));
  changed_ = now;
  if (probing_) probe_after_ = std::min(probe_after_ * 2, longest_wait);
  probing_ = false;
}

void ceiling_law::succeeded(time_point now) {
  if (!known() || now - changed_ < probe_after_) return;
  ++ceiling_;
  changed_ = now;
  probing_ = true;
}

}  // namespace sluice
