#include "control/pace_law.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace sluice {

namespace {
constexpr double below_the_rate = 0.985;
constexpr double first_guess = 0.5;  // of what was accepted before the first wall: a burst was in it
constexpr double slowest_per_second = 0.05;
constexpr double burst_seconds = 0.02;
constexpr double shortest_s = 0.05;
constexpr duration shortest_hold = std::chrono::milliseconds(200);
constexpr duration longest_hold = std::chrono::seconds(30);
constexpr double calls_that_end_a_row = 20;
constexpr double first_step = 0.25;
constexpr double least_step = 0.04;
constexpr double greatest_step = 0.5;
constexpr double calls_to_show = 2;  // beyond what is saved up, before a pace counts as held
constexpr duration longest_search_level = std::chrono::seconds(30);
constexpr duration first_probe_wait = std::chrono::seconds(30);
constexpr duration longest_probe_wait = std::chrono::minutes(2);
constexpr std::size_t levels_max = 200;
constexpr double calls_that_tell = 8;  // between two walls: fewer are no measure, so the search stays coarse
constexpr double careful_cut = 0.8;
constexpr double of_a_token = 0.5;  // is left at a wall, on average
}  // namespace

pace_law::pace_law(std::uint64_t seed) : random_(seed), levels_(1), step_(first_step), probe_after_(first_probe_wait) {}

double pace_law::burst() const {
  return std::isfinite(pace_) ? std::max(1.0, burst_seconds * pace_) : 1;
}

bool pace_law::searching() const {
  return probing_ || step_ > least_step;
}

void pace_law::accepted(const completion& c) {
  const time_point sent = c.at - c.latency;
  if (!wall_) wall_ = level_began_ = sent;
  if (walls_ > 0 && sent <= *wall_) return late();
  if (++levels_.back().accepted >= calls_that_end_a_row) walls_in_a_row_ = 0;
  if (std::isfinite(pace_)) step_up(c.at);
}

void pace_law::step_up(time_point now) {
  const stretch open{.held_s = std::max(0.0, seconds(hold_until_ - *wall_)), .pace = pace_, .levels = levels_};
  const double saved = std::clamp(tokens_left(open, pace_ / below_the_rate), 0.0, depth(pace_));
  const duration shown = from_seconds((saved + calls_to_show) / (step_ * pace_));
  const duration level_time = std::clamp<duration>(shown, std::chrono::milliseconds(500), longest_search_level);
  if (now - std::max(level_began_, hold_until_) < (searching() ? level_time : probe_after_)) return;
  held_ = std::max(held_, pace_);
  if (step_ <= least_step) probing_ = true;
  pace_ *= 1 + step_;
  if (probing_) step_ = std::min(2 * step_, greatest_step);
  next_level(now);
}

void pace_law::next_level(time_point now) {
  levels_.back().length_s = seconds(now - level_began_);
  if (levels_.size() == levels_max) levels_.erase(levels_.begin());
  levels_.emplace_back();
  level_began_ = now;
}

void pace_law::refused(const completion& c, bool first) {
  if (first) {
    ++walls_in_a_row_;
    learn(c.at - c.latency);
  }
  if (first || c.result.retry_after) hold(c);
}

void pace_law::hold(const completion& c) {
  duration wait = c.result.retry_after.value_or(duration::zero());
  if (!c.result.retry_after) {
    duration bound = shortest_hold;
    for (std::uint32_t i = 1; i < walls_in_a_row_ && bound < longest_hold; ++i) bound *= 2;
    wait = duration(std::uniform_int_distribution<duration::rep>(0, std::min(bound, longest_hold).count())(random_));
  }
  hold_until_ = std::max(hold_until_, c.at + wait);
}

void pace_law::learn(time_point wall) {
  if (!wall_) wall_ = level_began_ = wall;
  levels_.back().length_s = std::max(0.0, seconds(wall - level_began_));
  closed_ = {.held_s = std::max(0.0, seconds(hold_until_ - *wall_)), .pace = pace_, .levels = levels_};
  if (!first_) first_ = levels_.back();
  if (std::exchange(probing_, false)) {
    step_ = 2 * least_step;
    probe_after_ = std::min(2 * probe_after_, longest_probe_wait);
  }
  if (let_in(closed_) >= calls_that_tell) step_ = std::max(least_step, step_ / 2);
  wall_ = level_began_ = wall;
  levels_.assign(1, {});
  ++walls_;
  go_on();
}

// Slower than the refusal: it belongs to the stretch that the wall has closed, which is solved again.
void pace_law::late() {
  if (levels_.size() > 1) return;
  ++closed_.levels.back().accepted;
  if (walls_ == 1) ++first_->accepted;
  go_on();
}

// The pace after a wall.
void pace_law::go_on() {
  if (walls_ == 1) {
    pace_ = first_guess * (first_->accepted + of_a_token) / std::max(shortest_s, first_->length_s);
  } else {
    // Little was let in: so little is known, but that the pace was too much.
    const bool tells = let_in(closed_) >= calls_that_tell;
    const double rate = tells ? solve() : std::max(solve(), careful_cut * closed_.pace);
    // A pace that has held bounds the rate from below, unless the rate has fallen since.
    const double known = rate < held_ * (1 - first_step) ? rate : std::max(rate, held_);
    pace_ = below_the_rate * std::min(known, closed_.pace);
    held_ = std::min(held_, pace_);
  }
  pace_ = std::max(pace_, slowest_per_second);
}

double pace_law::let_in(const stretch& s) {
  return std::accumulate(s.levels.begin(), s.levels.end(), 0.0,
                         [](double n, const level& l) { return n + l.accepted; });
}

double pace_law::depth(double rate) const {
  return first_ ? std::max(1.0, first_->accepted - rate * first_->length_s) : 1;
}

// In the copy of a bucket that was empty at the last wall. Below nothing: the wall would have come earlier.
double pace_law::tokens_left(const stretch& s, double rate) const {
  double tokens = 0;
  const double most = depth(rate);
  double held_s = s.held_s;  // nothing was sent, the bucket filled and ran over
  for (const level& l : s.levels) {
    const double idle_s = std::min(held_s, l.length_s);
    held_s -= idle_s;
    tokens = std::min(most, tokens + rate * idle_s);
    tokens = std::min(most, tokens + rate * (l.length_s - idle_s) - l.accepted);
  }
  return tokens;
}

double pace_law::solve() const {
  double low = 0;
  double high = std::min(closed_.pace, 1e6) * 4;
  for (int i = 0; i < 40; ++i) {
    const double middle = (low + high) / 2;
    (tokens_left(closed_, middle) < of_a_token ? low : high) = middle;
  }
  return high;
}

}  // namespace sluice
