#include "control/ceiling_law.hpp"

#include <algorithm>

namespace sluice {

namespace {
constexpr duration longest_wait = std::chrono::minutes(2);
constexpr duration between_steps = std::chrono::seconds(1);
constexpr duration first_look = std::chrono::seconds(3);
constexpr double losses_that_show = 3;
constexpr double loss_share = 0.1;  // of the calls: an unlucky line may lose so many
}  // namespace

void ceiling_law::start_near(std::size_t cap) {
  ceiling_ = std::clamp<std::size_t>(cap, 1, max_);
  wait_ = first_look;
}

void ceiling_law::refused(std::size_t in_flight, time_point now) {
  const bool vain = probing_ && step_ == 1;
  ceiling_ = std::min(ceiling_, std::max<std::size_t>(1, in_flight > 1 ? in_flight - 1 : 1));
  changed_ = now;
  wait_ = vain ? std::min(wait_ * 2, longest_wait) : std::max<duration>(wait_, std::chrono::seconds(10));
  probing_ = false;
  tried_ = false;
  step_ = 1;
}

void ceiling_law::succeeded(std::size_t in_flight, time_point now) {
  losses_ = std::max(0.0, losses_ - loss_share);
  if (losses_ == 0) least_lost_ = std::numeric_limits<std::size_t>::max();
  if (!known()) return;
  tried_ = tried_ || in_flight >= ceiling_;
  if (now - changed_ < (probing_ ? between_steps : wait_) || (probing_ && !tried_)) return;
  if (probing_) step_ *= 2;
  ceiling_ = std::min(ceiling_ + step_, max_);
  changed_ = now;
  probing_ = true;
  tried_ = false;
}

bool ceiling_law::lost(std::size_t in_flight, time_point now) {
  ++losses_;
  least_lost_ = std::min(least_lost_, in_flight);
  if (losses_ < losses_that_show || least_lost_ > ceiling_) return false;
  refused(least_lost_, now);
  return true;
}

}  // namespace sluice
