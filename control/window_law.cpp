#include "control/window_law.hpp"

#include <algorithm>
#include <cmath>

namespace sluice {

namespace {
constexpr double rise_factor = 2;
constexpr double rise_round_share = 0.8;  // of the window: replies to calls sent in the round
constexpr double rise_inflation = 1.3;    // ends the rise
constexpr double least_spread = 0.6;      // a few replies of a heavy tail look alike; don't believe them while rising
constexpr double elastic = 0.82;          // latency still follows the window down: all of it is queue
constexpr double descent_factor = 0.6;
constexpr double set_point_share = 0.1;  // queue held, of the window
constexpr double set_point_calls = 0.5;  // ... and in calls, for windows where a tenth is less
constexpr double settle_latencies = 1.2;
constexpr double vain_elasticity = 0.35;
constexpr double cut_that_counts = 0.85;
constexpr std::size_t round_min = 16;
constexpr std::size_t round_window_max = 100;
constexpr std::size_t round_max = 600;
constexpr std::size_t early_min = 8;
constexpr double latency_memory = 0.1;  // of the running mean, per reply
}  // namespace

window_law::window_law(window_options options)
    : options_(options), window_(std::clamp<std::size_t>(options.first, 1, options.max)), ceiling_(options.max) {}

double window_law::standard_error() const {
  return spread_ / std::sqrt(static_cast<double>(std::max<std::size_t>(1, round_.n)));
}

double window_law::inflation(double level) const {
  return 1 + (std::exp(level - baseline_) - 1) * rho_;
}

double window_law::set_point() const {
  return 1 + std::max(set_point_share, set_point_calls / static_cast<double>(window_));
}

std::size_t window_law::needed() const {
  const auto w = static_cast<double>(window_);
  if (phase_ == phase::rise) return std::max<std::size_t>(4, static_cast<std::size_t>(rise_round_share * w));
  const double tolerance = std::max(0.05, 0.35 / (w + 1));
  const auto by_spread = static_cast<std::size_t>(spread_ * spread_ / (tolerance * tolerance));
  const auto by_window = std::min(static_cast<std::size_t>(settle_latencies * w), round_window_max);
  return std::min(std::max({round_min, by_window, by_spread}), round_max);
}

bool window_law::shows_early() const {
  return phase_ == phase::hold && round_.n >= early_min &&
         std::abs(round_.mean() - level_) > 4 * standard_error() + 0.08;
}

// After a step only what has settled counts: when the in-flight has come down to the window, and a latency or so
// later, every completion (those sent after the step alone would be the short ones). While rising, the replies to the
// calls sent in the round, since waiting would cost the ramp.
bool window_law::counts(const completion& c) {
  if (phase_ == phase::rise) return c.granted.in_flight * 2 > window_;
  if (draining_) {
    if (c.in_flight_left > window_) return false;
    draining_ = false;
    settled_at_ = c.at + from_seconds(settle_latencies * mean_latency_s_);
  }
  return c.at >= settled_at_;
}

void window_law::succeeded(const completion& c) {
  const double latency_s = seconds(c.latency);
  mean_latency_s_ = mean_latency_s_ == 0 ? latency_s : mean_latency_s_ + latency_memory * (latency_s - mean_latency_s_);
  const auto x = kinds_.excess(c.kind, c.latency, level_);
  if (!x || !counts(c)) return;
  ++round_.n;
  round_.sum += *x;
  round_.squares += *x * *x;
  round_.exp_sum += std::exp(*x);
  if (c.granted.in_flight + 1 >= window_) ++round_.in_use;
  if (round_.n >= needed() || shows_early()) judge(c.at);
}

void window_law::judge(time_point now) {
  const auto n = static_cast<double>(round_.n);
  const double y = round_.mean();
  if (round_.n >= early_min) {
    const double variance = std::max(0.0, round_.squares / n - y * y);
    spread_ = std::sqrt(0.7 * spread_ * spread_ + 0.3 * variance);
    rho_ = 0.7 * rho_ + 0.3 * std::min(1.0, std::exp(y) * n / round_.exp_sum);
  }
  switch (phase_) {
    case phase::rise:
      judge_rise(now);
      break;
    case phase::descend:
      judge_descent(now);
      break;
    case phase::hold:
      judge_hold(now);
      break;
  }
  level_ = y;
  kinds_.end_round();
  round_ = {};
}

void window_law::judge_rise(time_point now) {
  const double y = round_.mean();
  least_rise_ = rose_ ? std::min(least_rise_, y) : y;
  rose_ = true;
  baseline_ = least_rise_;
  const double r = std::exp(y - least_rise_);
  const double noise = 1.5 * least_spread / std::sqrt(static_cast<double>(round_.n));
  if (r > rise_inflation && y - least_rise_ > noise) {
    phase_ = phase::descend;
    before_window_ = window_;
    before_inflation_ = r;
    move_to(std::min(0.9 * static_cast<double>(window_) / r, static_cast<double>(window_) / 2), now);
  } else if (round_.in_use * 2 >= round_.n) {
    move_to(static_cast<double>(window_) * rise_factor, now);
    if (window_ == ceiling_) phase_ = phase::hold;
  }
}

void window_law::judge_descent(time_point now) {
  const double y = round_.mean();
  const double r = std::exp(y - baseline_);
  const double step = std::log(static_cast<double>(before_window_) / static_cast<double>(window_));
  const double elasticity = step > 0 ? std::log(before_inflation_ / r) / step : 0;
  if (elasticity > elastic && window_ > 1) {
    before_window_ = window_;
    before_inflation_ = r;
    move_to(std::min(descent_factor * static_cast<double>(window_), static_cast<double>(window_) - 1), now);
    return;
  }
  phase_ = phase::hold;
  baseline_ = y;
  // The last step down changed little: so there was hardly a queue before it.
  if (elasticity < 1 - elastic) move_to(static_cast<double>(before_window_), now);
}

bool window_law::vain_cut() const {
  if (before_window_ == 0 || static_cast<double>(window_) > cut_that_counts * static_cast<double>(before_window_)) {
    return false;
  }
  const double step = std::log(static_cast<double>(before_window_) / static_cast<double>(window_));
  return std::log(before_inflation_ / last_inflation_) < vain_elasticity * step;
}

void window_law::judge_hold(time_point now) {
  const double y = round_.mean();
  const double error = standard_error();
  if (y < baseline_ - 2 * error || window_ == 1) baseline_ = y;
  last_inflation_ = inflation(y);
  const auto w = static_cast<double>(window_);

  // Two cuts in a row that did not bring the latency down: the org itself is slower, there is no queue of ours.
  vain_cuts_ = vain_cut() ? vain_cuts_ + 1 : 0;
  if (vain_cuts_ == 1) window_before_cuts_ = before_window_;
  if (vain_cuts_ >= 2) {
    vain_cuts_ = 0;
    baseline_ = y;
    before_window_ = 0;
    move_to(static_cast<double>(window_before_cuts_), now);
    return;
  }

  const double target = set_point();
  const double distance = std::log(target / last_inflation_);
  const double trust = distance * distance / (distance * distance + error * error);
  before_window_ = window_;
  before_inflation_ = last_inflation_;
  if (distance <= 0) {
    free_rounds_ = 0;
    move_to(w * std::max(0.5, std::exp(distance * trust)), now);
  } else if (round_.in_use * 2 >= round_.n) {
    const bool no_queue = last_inflation_ < 1 + 0.45 * (target - 1);
    free_rounds_ = no_queue ? free_rounds_ + 1 : 0;
    const double step =
        free_rounds_ >= 2 ? std::pow(target, static_cast<double>(free_rounds_)) : std::exp(distance * trust);
    move_to(std::max(w * std::min(step, 2.0), distance * trust * w >= 0.3 ? w + 1 : w), now);
  }
}

void window_law::move_to(double window, time_point now) {
  const auto whole = static_cast<std::size_t>(std::max(1.0, std::round(window)));
  const std::size_t next = std::clamp<std::size_t>(whole, 1, ceiling_);
  if (next == window_) return;
  draining_ = next < window_;
  window_ = next;
  start_round(now);
}

void window_law::start_round(time_point now) {
  round_ = {};
  settled_at_ = now + from_seconds(settle_latencies * mean_latency_s_);
}

void window_law::limit(std::size_t ceiling, time_point now) {
  ceiling_ = std::clamp<std::size_t>(ceiling, 1, options_.max);
  if (window_ <= ceiling_) return;
  phase_ = phase::hold;
  move_to(static_cast<double>(ceiling_), now);
}

void window_law::cut(double factor, time_point now) {
  phase_ = phase::hold;
  move_to(static_cast<double>(window_) * factor, now);
}

}  // namespace sluice
