#include "control/long_running_bound.hpp"

#include <algorithm>

namespace sluice {

namespace {
constexpr duration event_lasts = std::chrono::seconds(10);
constexpr double far_below = 0.8;
constexpr std::size_t not_yet_counted = 3;  // calls that the org does not count yet, or still
constexpr std::size_t times_that_tell = 10;
constexpr std::size_t refusals_on_the_way = 3;  // down to a bound of all calls
constexpr double event_cut = 0.75;
constexpr std::size_t step_share = 32;  // of the ceiling, upwards
constexpr duration least_between_changes = std::chrono::seconds(3);
constexpr double slowest_memory = 0.002;  // of an answer
// Before a call that asks, in parts of the slowest answers.
constexpr int first_wait_part = 10;
constexpr int longest_wait_part = 4;
constexpr duration longest_wait_to_ask = std::chrono::seconds(5);

std::size_t part_of(std::size_t calls, double share) {
  return std::max<std::size_t>(1, static_cast<std::size_t>(share * static_cast<double>(calls)));
}

bool well_under(std::size_t calls, std::size_t than) {
  return calls + not_yet_counted <= than && static_cast<double>(calls) < far_below * static_cast<double>(than);
}
}  // namespace

duration long_running_bound::between_changes() const {
  return std::max(least_between_changes, slowest_);
}

void long_running_bound::refused(std::size_t in_flight, time_point now) {
  if (!refused_ || now - *refused_ > event_lasts) {
    began_ = now;
    borne_ = as_before_ = 0;
    first_ = least_ = in_flight;
  }
  least_ = std::min(least_, in_flight);
  if (well_under(in_flight, borne_)) show(borne_, now);
  refused_ = now;
  ++in_a_row_;
  if (!shown_ && in_a_row_ <= refusals_on_the_way) return;
  if (shown_ && now - changed_ >= between_changes()) {
    ceiling_ = part_of(std::min(ceiling_, in_flight), event_cut);
    changed_ = now;
  }
  const duration wait = asks_ ? std::min(2 * wait_, slowest_ / longest_wait_part) : slowest_ / first_wait_part;
  wait_ = std::min(wait, longest_wait_to_ask);
  asks_ = true;
  hold_until_ = now + wait_;
  just_now_ = std::max<std::size_t>(1, in_flight - 1);
}

void long_running_bound::show(std::size_t borne, time_point now) {
  if (shown_) return;
  shown_ = true;
  ceiling_ = part_of(borne, event_cut);
  just_now_ = ceiling_;
  changed_ = now;
}

void long_running_bound::let_in(const grant& g, std::size_t in_flight_left, time_point now) {
  slowest_ = std::max(now - g.at, slowest_ - std::chrono::duration_cast<duration>(slowest_memory * slowest_));
  if (refused_ && g.at > began_) borne_ = std::max(borne_, g.in_flight);
  if (refused_ && g.at > *refused_ && well_under(least_, first_) && g.in_flight >= part_of(first_, far_below) &&
      ++as_before_ >= times_that_tell) {
    show(first_, now);
  }
  if (refused_ && g.at > *refused_) {
    asks_ = false;
    in_a_row_ = 0;
  }
  if (!shown_) return;
  just_now_ = asks_ ? std::max<std::size_t>(1, in_flight_left + 1) : std::min(just_now_ + 1, ceiling_);
  if (asks_ || g.in_flight < ceiling_ || now - changed_ < between_changes()) return;
  ceiling_ = std::min(max_, ceiling_ + std::max<std::size_t>(1, ceiling_ / step_share));
  changed_ = now;
}

}  // namespace sluice
