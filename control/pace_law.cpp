#include "control/pace_law.hpp"

#include <algorithm>
#include <cmath>

namespace sluice {

namespace {
constexpr double below_the_rate = 0.98;
constexpr double first_guess = 0.5;  // of what was accepted before the first wall: a burst was in it
constexpr double least_cut = 0.95;
constexpr double greatest_cut = 0.2;
constexpr double slowest_per_second = 0.05;
constexpr double probe_step = 1.1;
constexpr double burst_seconds = 0.02;
constexpr duration shortest_hold = std::chrono::milliseconds(200);
constexpr duration longest_hold = std::chrono::seconds(30);
constexpr duration longest_probe_wait = std::chrono::minutes(2);
constexpr std::uint64_t calls_that_end_a_row = 20;
}  // namespace

double pace_law::burst() const {
  return std::isfinite(pace_) ? std::max(1.0, burst_seconds * pace_) : 1;
}

void pace_law::accepted(time_point now) {
  if (!first_accepted_) first_accepted_ = now;
  if (++accepted_ >= calls_that_end_a_row) walls_in_a_row_ = 0;
  if (std::isfinite(pace_)) probe(now);
}

void pace_law::probe(time_point now) {
  if (now - probed_ < probe_after_) return;
  probed_ = now;
  pace_ *= probe_step;
  probe_after_ = std::min(probe_after_ * 2, longest_probe_wait);
}

void pace_law::refused(const completion& c, bool first) {
  const time_point now = c.at;
  if (c.result.retry_after) hold_until_ = std::max(hold_until_, now + *c.result.retry_after);
  if (!first) return;
  ++walls_in_a_row_;
  if (!c.result.retry_after) {
    duration bound = shortest_hold;
    for (std::uint32_t i = 1; i < walls_in_a_row_ && bound < longest_hold; ++i) bound *= 2;
    std::uniform_int_distribution<duration::rep> draw(0, std::min(bound, longest_hold).count());
    hold_until_ = std::max(hold_until_, now + duration(draw(random_)));
  }

  const time_point since = wall_.value_or(first_accepted_.value_or(now));
  const double elapsed = std::max(0.05, seconds(now - since));
  const double measured = static_cast<double>(accepted_) / elapsed;
  const double guess = (wall_ ? below_the_rate : first_guess) * measured;
  pace_ = std::isfinite(pace_) ? std::clamp(guess, greatest_cut * pace_, least_cut * pace_) : guess;
  pace_ = std::max(pace_, slowest_per_second);
  wall_ = now;
  accepted_ = 0;
  probed_ = now;
}

}  // namespace sluice
