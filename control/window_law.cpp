#include "control/window_law.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sluice {

namespace {
// Rise.
constexpr double rise_factor = 2;
constexpr double rise_round_share = 0.8;  // of the window: replies to calls sent in the round
constexpr double rise_inflation = 1.3;    // ends the rise
constexpr double burst_queue = 0.5;       // in the log of the latency
constexpr double burst_errors = 2;
constexpr double burst_cut = 0.25;
constexpr double rise_errors = 1.5;
constexpr double least_spread = 0.5;  // a few replies of a heavy tail look alike; don't believe them while rising
// Has the latency followed the window down? 1: all of it, a queue stood above and may stand still; 0: none did.
constexpr double followed = 0.8;
constexpr double followed_at_small = 0.75;  // where a few replies decide
constexpr std::size_t small_window = 4;
constexpr double half_followed = 0.5;
constexpr double hardly_followed = 0.35;
constexpr double step_that_asks = 0.76;
constexpr double test_step = 0.75;
constexpr double up_test_step = 1.5;
constexpr std::size_t least_up_test = 4;
constexpr double unsure = 0.06;  // standard error of a baseline
constexpr double descent_step = 0.6;
constexpr std::size_t first_test = 20;  // rounds
constexpr std::size_t test_soon = 5;
constexpr std::size_t first_up_test = 3;
constexpr std::size_t rarest_test = 160;
// Hold.
constexpr double set_point_share = 0.1;  // queue held, of the window
constexpr double set_point_calls = 0.5;  // ... and in calls, for windows where a tenth is less
constexpr double standing_queue = 1.3;   // goes at one stroke
constexpr double deepest_cut = 0.25;
constexpr double greatest_growth = 2;
constexpr double no_queue_share = 0.45;  // of the set-point's queue
// Rounds.
constexpr double settle_rounds = 1.5;  // of the window, in replies: a latency and a half
constexpr double replies_per_call = 1.2;
constexpr double tolerance_least = 0.05;
constexpr double tolerance_calls = 0.35;
constexpr std::size_t round_min = 16;
constexpr std::size_t round_window_max = 100;
constexpr std::size_t round_max = 600;
constexpr double early_errors = 4;
constexpr double early_least = 0.08;
constexpr double spread_memory = 0.3;
constexpr double much_narrower = 0.5;
}  // namespace

window_law::window_law(window_options options)
    : options_(options),
      window_(std::clamp<std::size_t>(options.first, 1, options.max)),
      target_(static_cast<double>(window_)),
      ceiling_(options.max),
      rounds_to_test_(first_test),
      test_period_(first_test) {}

double window_law::standard_error() const {
  return spread_ / std::sqrt(static_cast<double>(std::max<std::size_t>(1, round_.n)));
}

double window_law::inflation(double level) const {
  return std::max(0.1, 1 + (std::exp(level - baseline_) - 1) * rho_);
}

double window_law::set_point() const {
  return 1 + std::max(set_point_share, set_point_calls / static_cast<double>(window_));
}

double window_law::elasticity(double level) const {
  const double step = std::log(above_.window / static_cast<double>(window_));
  return std::log(inflation(above_.level) / inflation(level)) / step;
}

std::size_t window_law::needed() const {
  const auto w = static_cast<double>(window_);
  if (phase_ == phase::rise) return std::max<std::size_t>(4, static_cast<std::size_t>(rise_round_share * w));
  const double tolerance = std::max(tolerance_least, tolerance_calls / (w + 1));
  double spread = spread_;
  if (round_.n >= round_min) {
    // What was learnt under another load may be far too wide now.
    const double now = std::sqrt(round_.variance());
    if (now < much_narrower * spread_) spread = now;
  }
  const auto by_spread = static_cast<std::size_t>(spread * spread / (tolerance * tolerance));
  const auto by_window = std::min(static_cast<std::size_t>(replies_per_call * w), round_window_max);
  return std::min(std::max({round_min, by_window, by_spread}), round_max);
}

bool window_law::shows_early() const {
  return phase_ == phase::hold && round_.n >= round_min &&
         std::abs(round_.mean() - baseline_) > early_errors * standard_error() + early_least;
}

// After a step only what has settled counts: when the in-flight has come down to the window, and as many replies later
// as the window holds and some (so, a latency or so), every reply; those to calls sent after the step alone would be
// the short ones. While rising just these, since waiting would cost the ramp.
bool window_law::counts(const completion& c) {
  if (phase_ == phase::rise) return !risen_ || c.granted.in_flight * 2 > window_;
  if (draining_ && c.in_flight_left > window_) return false;
  draining_ = false;
  if (settling_ == 0) return true;
  --settling_;
  return false;
}

void window_law::succeeded(const completion& c) {
  const auto x = kinds_.excess(c.kind, c.latency, level_);
  if (!counts(c)) return;
  if (phase_ == phase::rise && !risen_) {
    (c.granted.in_flight * 2 <= window_ ? round_.early : round_.late).add(std::log(seconds(c.latency)));
  }
  if (!x) {
    // While rising from the start nothing is compared yet: that they came back is enough.
    if (phase_ == phase::rise && !risen_ && ++round_.unknown + round_.n >= needed()) judge();
    return;
  }
  round_.add(*x);
  round_.latency_sum += seconds(c.latency);
  round_.log_sum += std::log(seconds(c.latency));
  if (c.granted.in_flight + 1 >= window_) ++round_.in_use;
  round_.most_in_flight = std::max(round_.most_in_flight, c.granted.in_flight);
  if (round_.n + round_.unknown >= needed()) return judge();
  if (!shows_early()) return;
  // Something has changed under a window that stood still, and latencies may be on their way yet.
  if (std::exchange(settled_, !settled_)) return judge();
  settle();
}

void window_law::judge() {
  const double level = round_.n > 0 ? round_.mean() : level_;
  ++rounds_;
  settled_ = false;
  level_ = level;
  if (round_.n > 0) learn_spread(level);
  switch (phase_) {
    case phase::rise:
      judge_rise(level);
      break;
    case phase::descend:
      judge_descent(level);
      break;
    case phase::hold:
      judge_hold(level);
      break;
  }
  kinds_.end_round(inflation_ < standing_queue);
  round_ = {};
}

void window_law::learn_spread(double level) {
  const auto n = static_cast<double>(round_.n);
  spread_ = std::sqrt((1 - spread_memory) * spread_ * spread_ + spread_memory * round_.variance());
  // A queue makes latencies alike; how they are without one is what counts.
  if (inflation(level) > standing_queue) return;
  const double of_round = std::exp(round_.log_sum / n) * n / round_.latency_sum;
  rho_ += spread_memory * (std::min(1.0, of_round) - rho_);
}

// Calls that were sent at once and wait for one another come back the later, the later they were sent.
bool window_law::burst_queued() const {
  const moments& a = round_.early;
  const moments& b = round_.late;
  if (a.n < 2 || b.n < 2) return false;
  const auto n = static_cast<double>(a.n + b.n);
  const double variance = (a.squares - a.sum * a.mean() + b.squares - b.sum * b.mean()) / (n - 2);
  const double error = std::sqrt(variance * (1 / static_cast<double>(a.n) + 1 / static_cast<double>(b.n)));
  return b.mean() - a.mean() > std::max(burst_queue, burst_errors * error);
}

void window_law::judge_rise(double level) {
  if (!risen_ && window_ > 1 && burst_queued()) return move_to(static_cast<double>(window_) * burst_cut);
  const bool risen_before = risen_;
  const auto n = static_cast<double>(round_.n);
  // Of all rounds of the rise, since one round of a heavy tail may show none of it.
  if (round_.n > 1) rise_spread_ = std::max(rise_spread_, std::sqrt(round_.variance()));
  baseline_ = risen_ ? std::min(baseline_, level) : level;
  risen_ = true;
  inflation_ = inflation(level);
  const double noise = rise_errors * std::max(least_spread, rise_spread_) / std::sqrt(std::max(1.0, n));
  const auto w = static_cast<double>(window_);
  if (inflation_ > rise_inflation && level - baseline_ > noise) {
    phase_ = phase::descend;
    step_from_here(level, std::min(0.9 * w / inflation_, w / 2));
  } else if (!risen_before || round_.most_in_flight + 1 >= window_) {
    if (window_ >= ceiling_) phase_ = phase::hold;
    move_to(w * rise_factor);
  }
}

// Down until the latency no longer follows; the level there is the baseline.
void window_law::judge_descent(double level) {
  const double e = elasticity(level);
  if (e > (window_ <= small_window ? followed_at_small : followed) && window_ > 1) {
    testing_ = false;
    const auto w = static_cast<double>(window_);
    baseline_ = std::min(baseline_, level);
    return step_from_here(level, std::min(descent_step * w, w - 1));
  }
  const double back = above_.window;
  const bool was_test = std::exchange(testing_, false);
  phase_ = phase::hold;
  if (was_test && inflation(level) > standing_queue) return move_to(back);  // the org has changed meanwhile
  // A test moves a known baseline half the way only: it is one round, with its noise.
  take_baseline(was_test ? (baseline_ + level) / 2 : level);
  if (!was_test) be_unsure();
  if (e > half_followed) return;
  if (!was_test && e < hardly_followed) phase_ = phase::rise;  // it had ended too early
  move_to(back);
}

void window_law::take_baseline(double level) {
  ++renewals_;
  renewed_by_ = std::exp(level - baseline_);
  baseline_ = level;
  inflation_ = 1;
  above_ = {};
  free_rounds_ = 0;
}

void window_law::test_within(std::size_t rounds) {
  rounds_to_test_ = std::min(rounds_to_test_, rounds);
  test_period_ = first_test;
}

void window_law::judge_hold(double level) {
  const double error = standard_error();
  const auto w = static_cast<double>(window_);
  if (level < baseline_ - 3 * error || window_ == 1) {
    baseline_ = level;
    test_within(test_soon);
  }
  inflation_ = inflation(level);
  if (std::exchange(testing_up_, false)) return judge_up_test(level);
  if (w >= above_.window) {
    above_ = {.window = w, .level = level};
  } else if (w <= step_that_asks * above_.window) {
    if (elasticity(level) < half_followed) {
      const double back = above_.window;
      take_baseline(level);
      test_within(test_soon);
      return move_to(back);
    }
    above_ = {.window = w, .level = level};
  }

  const double distance = std::log(set_point() / inflation_);
  const double trust = distance * distance / (distance * distance + error * error);
  const bool queued = inflation_ > standing_queue;
  if (queued || !round_.window_used()) {
    if (distance <= 0) shrink(distance, trust);
    return;
  }
  if (unsure_ && --rounds_to_up_test_ == 0 && window_ >= least_up_test && window_ < ceiling_) return test_up(level);
  if (window_ > 1 && --rounds_to_test_ == 0) return test_down(level);
  if (distance <= 0) return shrink(distance, trust);
  grow(distance, trust);
}

// Is the baseline right? A smaller window shows one that has learnt a queue.
void window_law::test_down(double level) {
  test_period_ = std::min(2 * test_period_, rarest_test);
  rounds_to_test_ = test_period_;
  phase_ = phase::descend;
  testing_ = true;
  const auto w = static_cast<double>(window_);
  step_from_here(level, std::min(test_step * w, w - 1));
}

// A larger one shows a baseline that a few short calls have made too low; it costs no throughput.
void window_law::test_up(double level) {
  up_test_period_ *= 2;
  rounds_to_up_test_ = up_test_period_;
  testing_up_ = true;
  step_from_here(level, up_test_step * static_cast<double>(window_));
}

void window_law::judge_up_test(double level) {
  const double below = above_.window;
  // Not grown by the ceiling's doing, or the org has changed meanwhile: nothing was asked.
  if (static_cast<double>(window_) <= below) return;
  const double e = elasticity(level);
  if (e >= half_followed) return step_from_here(level, below);
  take_baseline(std::max(baseline_, level));
  be_unsure();
}

void window_law::be_unsure() {
  unsure_ = standard_error() > unsure;
  up_test_period_ = rounds_to_up_test_ = first_up_test;
}

void window_law::shrink(double distance, double trust) {
  free_rounds_ = 0;
  if (inflation_ <= standing_queue) return move_to(target_ * std::exp(distance * trust));
  // A standing queue is served away whole, without leaving the set-point's share of it.
  test_within(first_test / 2);
  settled_ = true;
  step_from_here(level_, target_ * std::max(deepest_cut, 1 / inflation_));
}

void window_law::grow(double distance, double trust) {
  const double target = set_point();
  const bool no_queue = inflation_ < 1 + no_queue_share * (target - 1);
  free_rounds_ = no_queue ? free_rounds_ + 1 : 0;
  const double step =
      free_rounds_ >= 2 ? std::pow(target, static_cast<double>(free_rounds_)) : std::exp(distance * trust);
  move_to(target_ * std::min(step, greatest_growth));
}

// What was seen here is compared with what the window after the step shows.
void window_law::step_from_here(double level, double to) {
  above_ = {.window = static_cast<double>(window_), .level = level};
  move_to(to);
}

void window_law::move_to(double window) {
  target_ = std::clamp(window, 1.0, static_cast<double>(ceiling_));
  const auto next = static_cast<std::size_t>(std::round(target_));
  if (next == window_) return;
  draining_ = next < window_;
  window_ = next;
  settle();
}

void window_law::settle() {
  settling_ = static_cast<std::size_t>(settle_rounds * static_cast<double>(window_));
  round_ = {};
}

void window_law::limit(std::size_t ceiling) {
  ceiling_ = std::clamp<std::size_t>(ceiling, 1, options_.max);
  if (window_ <= ceiling_) return;
  phase_ = phase::hold;
  above_ = {};
  move_to(static_cast<double>(ceiling_));
}

void window_law::cut(double factor) {
  phase_ = phase::hold;
  above_ = {};
  move_to(static_cast<double>(window_) * factor);
}

}  // namespace sluice
