#include "control/shared_window.hpp"

#include "control/capacity_belief.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

namespace sluice {

namespace {
using namespace std::chrono_literals;
// Levels are in ln(latency).
constexpr double level_memory = 0.3;  // of a round
constexpr double floor_errors = 1.6;
constexpr double floor_bias = 0.8;  // of the spread: of replies after a great step up
constexpr double near_the_floor = 0.4;
constexpr double forgotten_per_s = 0.1 / 60;  // of the floor
// When to drain.
constexpr double doubtful = 0.2;  // of the level believed to be the unloaded one, above the floor
constexpr duration first_wait = 10s;
constexpr duration longest_wait = 160s;
constexpr double fall = 0.05;
constexpr double fall_errors = 1.6;
constexpr double plunge = 0.3;
constexpr double plunge_errors = 3.3;
constexpr double above_the_floor = 0.1;
constexpr double same_in_flight = 0.95;
constexpr double soon_again = 0.3;  // of the wait: others that drain are joined from then on
constexpr double sharing_soon_again = 0.7;
// A drain.
constexpr double drained_total = 0.7;  // of what fills the org, where all that share it drain
constexpr double deepest = 0.25;       // of the window
constexpr double shallowest = 0.6;
constexpr double heard_within = 1.1;
constexpr double round_trips = 4;
constexpr double round_trips_unheard = 1.2;
// Of the replies that the latency before lets expect. (An org that is relieved of its load may give twice as many.)
constexpr double stall = 5;
// What it showed.
constexpr double surprise = 0.2;
constexpr double surprise_errors = 3;
constexpr double slower = 0.3;
constexpr double slower_part = 0.4;  // of what an org seems to have become slower by
constexpr double unqueued_errors = 2;
constexpr double unqueued_memory = 0.3;
// Sharing.
constexpr double own_queue = 5.5;  // calls
constexpr double own_step = 0.4;
constexpr double seen_unqueued = 0.05;
constexpr double no_queue = 0.05;
constexpr duration alone_after = 20s;
}  // namespace

void shared_window::heard(const shared_round& r) {
  if (drain_) return drained(r);
  const double before = level_;
  const bool fell = last_ && r.in_flight >= same_in_flight * in_flight_ &&
                    r.level < before - fall - fall_errors * std::hypot(error_, r.error);
  if (shares_) {
    learn(r);
    return share(r, fell, before);
  }
  look_for_others(r, fell, before);
}

void shared_window::learn(const shared_round& r) {
  const double part = std::max(level_memory, 1 / static_cast<double>(++rounds_));
  level_ += part * (r.level - level_);
  in_flight_ += part * (r.in_flight - in_flight_);
  unloaded_ += part * (r.unloaded - unloaded_);
  error_ = std::hypot((1 - part) * error_, part * r.error);
  rising_ = r.rising ? 1 : (1 - part) * rising_;
  const double least = level_ + floor_errors * error_ + floor_bias * rising_ * r.spread;
  floor_ = last_ ? std::min(floor_ + forgotten_per_s * seconds(r.at - *last_), least) : least;
  last_ = r.at;
}

// By so much that it is no noise, and not down to where the latency is known to be without load.
bool shared_window::plunged(const shared_round& r) const {
  return r.level > floor_ + above_the_floor && r.level < level_ - plunge - plunge_errors * std::hypot(error_, r.error);
}

void shared_window::look_for_others(const shared_round& r, bool fell, double before) {
  if (!last_) wait_ = first_wait;
  const bool others_drain =
      fell && !calm_ && r.at - drained_at_ >= soon_again * first_wait && (unloaded_ > floor_ + doubtful || plunged(r));
  const bool borne = last_ && r.level <= level_ + floor_errors * std::hypot(error_, r.error);
  learn(r);
  const double doubt = floor_errors * error_;
  calm_ = level_ <= floor_ + near_the_floor + doubt;
  // A test of more calls that finds no more latency counts as well.
  if (calm_ || borne) largest_ = std::max(largest_, static_cast<double>(r.window));
  if (calm_ || unloaded_ <= floor_ + doubtful + doubt) sure_ = r.at;
  if (others_drain || r.at - sure_ >= wait_) begin_drain(r, std::max(level_, before));
}

double shared_window::inflation(double level, double rho) const {
  return std::max(1.0, inflation_at(level - unqueued_, rho));
}

void shared_window::begin_drain(const shared_round& r, double level) {
  if (!shares_) unqueued_ = floor_;
  const auto w = static_cast<double>(r.window);
  drain_ = {.began = r.at,
            .from = r.at,
            .counted_from = r.at,
            .latency = r.latency,
            .level = level,
            .unloaded = r.unloaded,
            .window = w};
  asked_ = std::max(1.0, w * std::clamp(drained_total / inflation(level, r.rho), deepest, shallowest));
}

// By the latency before the drain; or, where that was a stall's, by the replies that so many round trips bring.
bool shared_window::drain::passed(double trips, duration since, double n) const {
  return seconds(since) >= trips * seconds(latency) || n >= stall * trips * window;
}

void shared_window::drained(const shared_round& r) {
  drain& d = *drain_;
  last_ = r.at;
  const double replies_before = std::exchange(d.replies, d.replies + r.replies);
  if (r.in_flight > heard_within * *asked_ + 0.5) {
    d.from = d.counted_from = r.at;
    d.replies_from = d.replies;
  } else if (!d.passed(round_trips_unheard, d.counted_from - d.from, replies_before - d.replies_from)) {
    d.counted_from = r.at;
    return;
  } else {
    // As long as it falls, others are joining in.
    const double variance = r.error * r.error;
    const bool falls = d.weight > 0 && r.level < d.sum / d.weight - std::sqrt(variance + 1 / d.weight);
    if (falls) d.sum = d.weight = 0;
    d.sum += r.level / variance;
    d.weight += 1 / variance;
    if (falls) return;
  }
  if (d.weight == 0 || !d.passed(round_trips, r.at - d.began, d.replies)) return;
  judge_drain(r);
  drain_.reset();
  sure_ = drained_at_ = r.at;
}

void shared_window::judge_drain(const shared_round& r) {
  const drain& d = *drain_;
  const double found = d.sum / d.weight;
  const double error = 1 / std::sqrt(d.weight);
  level_ = found;
  // What was believed in a stall is not judged by what came after it, but forgotten.
  if (seconds(r.at - d.began) < round_trips * seconds(d.latency)) {
    shares_ = false;
    asked_.reset();
    return;
  }
  if (shares_) {
    const bool lower = found < unqueued_ - unqueued_errors * error;
    unqueued_ += (lower ? 1 : unqueued_memory) * (found - unqueued_);
    return share_from(r);
  }
  floor_ = std::min(floor_, found + floor_errors * error);
  if (d.unloaded - found > surprise + surprise_errors * error) {
    shares_ = true;
    queued_ = r.at;
    unqueued_ = found;
    return share_from(r);
  }
  // Slower for good; or others drove the latency up that did not join in. They may the next time.
  if (found > floor_ + slower) floor_ += slower_part * (found + error - floor_);
  wait_ = std::min(2 * wait_, longest_wait);
  asked_.reset();
}

// The window that kept the org full, and what is to wait there.
void shared_window::share_from(const shared_round& r) {
  own_ = drain_->window / inflation(drain_->level, r.rho) + own_queue;
  asked_ = own_;
}

void shared_window::share(const shared_round& r, bool fell, double before) {
  const double queue = static_cast<double>(r.window) * (1 - 1 / inflation(r.level, r.rho));
  own_ = std::max(1.0, own_ + own_step * (own_queue - queue));
  asked_ = own_;
  if (level_ > unqueued_ + no_queue) queued_ = r.at;
  if (r.at - queued_ >= alone_after) {
    shares_ = false;
    sure_ = r.at;
    asked_.reset();
    return;
  }
  if (r.level < unqueued_ + seen_unqueued) sure_ = r.at;
  if (r.at - sure_ >= (fell ? sharing_soon_again : 1.0) * first_wait) begin_drain(r, std::max(level_, before));
}

double shared_window::most() const {
  return calm_ ? std::numeric_limits<double>::infinity() : largest_;
}

}  // namespace sluice
