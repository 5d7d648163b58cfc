#include "control/limit_trial.hpp"

#include <algorithm>

namespace sluice {

namespace {
constexpr double a_step_down = 0.9;
constexpr double far_fewer = 0.7;
constexpr std::size_t refusals_of_a_rate = 3;
constexpr std::size_t least_let_in = 10;
}  // namespace

void limit_trial::begin(std::size_t in_flight, std::uint32_t epoch) {
  first_ = std::max<std::size_t>(1, in_flight);
  window_ = std::max<std::size_t>(2, first_) - 1;
  epoch_ = epoch;
  refused_in_a_row_ = let_in_a_row_ = 0;
}

limit_trial::verdict limit_trial::refused(const grant& g, std::uint32_t epoch) {
  let_in_a_row_ = 0;
  epoch_ = epoch;
  // Calls on the way are not yet counted by the org, or no longer, so more than one may have been too many.
  const auto less = static_cast<std::size_t>(a_step_down * static_cast<double>(window_));
  window_ = std::max<std::size_t>(1, std::min(less, window_ - 1));
  const bool few = static_cast<double>(g.in_flight) <= far_fewer * static_cast<double>(first_);
  return few || ++refused_in_a_row_ >= refusals_of_a_rate ? verdict::rate : verdict::open;
}

limit_trial::verdict limit_trial::succeeded(const grant& g) {
  refused_in_a_row_ = 0;
  // Fewer at once than might be tell nothing of a bound.
  if (g.in_flight + 1 < window_) return verdict::open;
  return ++let_in_a_row_ >= std::max(least_let_in, window_) ? verdict::at_once : verdict::open;
}

}  // namespace sluice
