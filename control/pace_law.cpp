#include "control/pace_law.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace sluice {

namespace {
constexpr double below_the_rate = 0.99;
constexpr double first_guess = 0.5;  // of what was accepted before the first wall: a burst was in it
constexpr double slowest_per_second = 0.05;
constexpr double burst_seconds = 0.02;
constexpr double burst_share = 0.3;  // of the org's
constexpr double shortest_s = 0.05;
constexpr duration shortest_hold = std::chrono::milliseconds(200);
constexpr duration longest_hold = std::chrono::seconds(30);
constexpr double calls_that_end_a_row = 20;
constexpr double search_step = 0.25;
constexpr double probe_step = 0.12;
constexpr double greatest_step = 0.5;
constexpr double close_enough = 0.03;
constexpr double calls_to_show = 2;  // beyond what is saved up, before a pace counts as held
constexpr double shortest_level_s = 0.5;
constexpr double longest_level_s = 30;
constexpr std::size_t levels_max = 200;
constexpr double calls_that_tell = 8;  // between two walls: fewer are no measure
constexpr double careful_cut = 0.7;
constexpr double of_a_token = 0.5;  // is left at a wall, on average
constexpr double contradiction = 0.97;
constexpr double probe_agrees = 0.85;
constexpr double creep = 1.01;
constexpr double smaller_depth = 0.25;
constexpr double pace_in_use = 0.85;
// Probes: often enough to follow a rise, so rarely that their walls cost little.
constexpr double probe_calls = 150;
constexpr double probe_hold_costs = 30;
constexpr double first_look_s = 3;
constexpr double shortest_probe_wait_s = 5;
constexpr double longest_probe_wait_s = 120;
}  // namespace

pace_law::pace_law(std::uint64_t seed) : random_(seed), step_(search_step) {
  open_.levels.reserve(levels_max);
  closed_.levels.reserve(levels_max);
  open_.levels.push_back({.pace = pace_});
}

void pace_law::start_near(double per_second, double burst) {
  rate_ = std::max(per_second, slowest_per_second);
  pace_ = below_the_rate * rate_;
  first_accepted_ = std::max(1.0, burst);
  open_.tokens = first_accepted_;
  open_.levels.back().pace = pace_;
  searching_ = false;
  step_ = probe_step;
}

double pace_law::burst() const {
  if (!std::isfinite(pace_)) return 1;
  return std::max(1.0, std::min(burst_seconds * pace_, burst_share * depth(pace_)));
}

double pace_law::stretch::let_in() const {
  return std::accumulate(levels.begin(), levels.end(), 0.0, [](double n, const level& l) { return n + l.accepted; });
}

// A call counts where it was sent, not where its reply came.
void pace_law::accepted(const completion& c) {
  const time_point sent = c.at - c.latency;
  if (!wall_) wall_ = open_.levels.back().from = sent;
  const auto count_in = [sent](stretch& s) {
    const auto at = std::find_if(s.levels.rbegin(), s.levels.rend(), [&](const level& l) { return l.from <= sent; });
    if (at == s.levels.rend()) return false;
    ++at->accepted;
    return true;
  };
  if (walls_ > 0 && sent <= *wall_) {
    if (!closed_.levels.empty() && count_in(closed_) && open_.levels.size() == 1) go_on();
    return;
  }
  if (!count_in(open_)) ++open_.levels.front().accepted;
  if (walls_in_a_row_ > 0 && open_.let_in() >= calls_that_end_a_row) walls_in_a_row_ = 0;
  constexpr double memory = 0.9;
  latency_s_ = memory * latency_s_ + (1 - memory) * seconds(c.latency);
  if (std::isfinite(pace_)) step_up(c.at);
}

double pace_law::next_step() const {
  if (!searching_) return step_;
  if (!std::isfinite(high_)) return search_step;
  return std::clamp(std::sqrt(high_ / pace_) - 1, close_enough / 2, search_step);
}

duration pace_law::probe_wait() const {
  if (rate_ > 0 && low_ == 0) return from_seconds(first_look_s);
  const double base = std::max({probe_calls / pace_, probe_hold_costs * hold_cost_s_, shortest_probe_wait_s});
  return from_seconds(std::min(base * std::exp2(static_cast<double>(vain_probes_)), longest_probe_wait_s));
}

void pace_law::step_up(time_point now) {
  level& last = open_.levels.back();
  const duration shown = now - std::max(last.from, hold_until_);
  const double shown_s = seconds(shown);
  if (shown_s < shortest_level_s) return;
  const double step = next_step();
  open_.held_s = std::max(0.0, seconds(hold_until_ - *wall_));
  last.length_s = seconds(now - last.from);
  const double saved = std::clamp(tokens_left(open_, pace_ / (1 + step)), 0.0, depth(pace_));
  const double level_s = std::clamp((saved + calls_to_show) / (step * pace_), shortest_level_s, longest_level_s);
  if (shown_s < level_s) return;
  // A pace that was not used has not held.
  if (last.accepted + 1 < pace_in_use * pace_ * (shown_s - latency_s_)) return next_level(now);
  if (!searching_ && !probing_ && shown < probe_wait()) return;
  low_ = std::max(low_, std::min(pace_, solve(open_)));
  if (pace_ >= high_) high_ = std::numeric_limits<double>::infinity();
  if (searching_ && high_ <= low_ * (1 + close_enough)) {
    searching_ = false;
    rate_ = low_ / below_the_rate;
    step_ = probe_step;
    return next_level(now);
  }
  if (!searching_) {
    if (probing_) step_ = std::min(2 * step_, greatest_step);
    probing_ = true;
    high_ = std::numeric_limits<double>::infinity();
  }
  pace_ *= 1 + next_step();
  ++learnt_;
  next_level(now);
}

void pace_law::next_level(time_point now) {
  open_.levels.back().length_s = seconds(now - open_.levels.back().from);
  if (open_.levels.size() == levels_max) open_.levels.erase(open_.levels.begin());
  open_.levels.push_back({.from = now, .pace = pace_});
}

void pace_law::refused(const completion& c, bool first) {
  if (first) {
    ++walls_in_a_row_;
    // A limiter that let nothing in since the last wall is closed still: it says nothing of the pace.
    if (walls_ == 0 || open_.let_in() > 0) learn(c.at - c.latency);
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
  hold_cost_s_ = std::max(0.0, seconds(wait) - 0.6 * depth(pace_) / pace_);
}

void pace_law::learn(time_point wall) {
  if (!wall_) wall_ = open_.levels.back().from = wall;
  open_.levels.back().length_s = std::max(0.0, seconds(wall - open_.levels.back().from));
  open_.held_s = std::max(0.0, seconds(hold_until_ - *wall_));
  std::swap(closed_, open_);
  open_.levels.clear();
  open_.tokens = 0;
  wall_ = wall;
  ++walls_;
  ++learnt_;
  const double met = closed_.pace();
  const double known = rate_;
  const bool probed = std::exchange(probing_, false);
  if (met <= low_) low_ = 0;  // the limit has been lowered
  high_ = std::min(high_, met);
  probed_from_ = probed ? known : 0;
  open_.levels.push_back({.from = wall, .pace = pace_});
  go_on();
  if (!probed) return;
  step_ = probe_step;
  vain_probes_ = rate_ > (1 + close_enough) * known ? 0 : vain_probes_ + 1;
}

// The pace after a wall.
void pace_law::go_on() {
  const double n = closed_.let_in();
  const double met = closed_.pace();
  if (rate_ == 0 && walls_ == 1) {
    first_accepted_ = n;
    first_s_ = closed_.levels.back().length_s;
    pace_ = first_guess * (n + of_a_token) / std::max(shortest_s, first_s_);
  } else if (n < calls_that_tell) {
    // Little was let in: so little is known, but that the pace was too much.
    rate_ = std::clamp(careful_cut * met, low_, std::max(low_, high_));
    pace_ = below_the_rate * rate_;
  } else {
    double rate = solve(closed_);
    if (rate < contradiction * low_) {
      search_again();
      rate = std::sqrt(low_ * high_);
    } else {
      searching_ = false;
      step_ = probe_step;
      // From here on the rate may change; what can be saved up is not thought to.
      if (depth_rate_ == 0) depth_rate_ = rate;
    }
    // A probe's wall is measured by few calls; what held before it for long may be more, and a little more is tried.
    if (rate > probe_agrees * probed_from_) rate = std::max(rate, creep * probed_from_);
    rate_ = std::clamp(rate, low_, std::max(low_, high_));
    pace_ = below_the_rate * rate_;
  }
  pace_ = std::max(pace_, slowest_per_second);
  open_.levels.back().pace = pace_;
}

// What the copy says can't be: the org saves up less than it seemed, or counts in another way.
void pace_law::search_again() {
  depth_share_ = std::max(depth_share_ * smaller_depth, 1e-3);
  searching_ = true;
}

double pace_law::depth(double rate) const {
  if (!std::isfinite(rate)) return 1;
  return std::max(1.0, depth_share_ * (first_accepted_ - (depth_rate_ > 0 ? depth_rate_ : rate) * first_s_));
}

// In the copy of a bucket. Below nothing: the wall would have come earlier.
double pace_law::tokens_left(const stretch& s, double rate) const {
  const double most = depth(rate);
  double tokens = std::min(most, s.tokens);
  double held_s = s.held_s;  // nothing was sent, the bucket filled and ran over
  for (const level& l : s.levels) {
    const double idle_s = std::min(held_s, l.length_s);
    held_s -= idle_s;
    tokens = std::min(most, tokens + rate * idle_s);
    tokens = std::min(most, tokens + rate * (l.length_s - idle_s) - l.accepted);
  }
  return tokens;
}

// The rate that empties the copy just at the end of a stretch; where it met no wall, the least that can be.
double pace_law::solve(const stretch& s) const {
  // What can be saved up hangs on the rate too, so there may be more than one: the least is meant.
  constexpr int grid = 80;
  constexpr double grid_step = 1.06;
  double high = std::min(s.pace(), 1e6) * 2;
  double low = high;
  for (int i = 0; i < grid; ++i) low /= grid_step;
  double below = 0;
  while (low < high && tokens_left(s, low) < of_a_token) {
    below = low;
    low *= grid_step;
  }
  high = std::min(high, low);
  low = below;
  for (int i = 0; i < 20; ++i) {
    const double middle = (low + high) / 2;
    (tokens_left(s, middle) < of_a_token ? low : high) = middle;
  }
  return high;
}

}  // namespace sluice
