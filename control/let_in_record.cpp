#include "control/let_in_record.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace sluice {

namespace {
constexpr double shortest_level_s = 0.05;
constexpr double shortest_unpaced_s = 0.01;
constexpr double unpaced_share = 0.03;  // of the time before the first wall is a level of its own
constexpr std::size_t levels_max = 128;
}  // namespace

let_in_record::let_in_record() {
  for (stretch& s : stretches_) s.levels.reserve(levels_max);
  open_.levels.reserve(levels_max);
  open_.levels.push_back({.pace = std::numeric_limits<double>::infinity()});
  open_.full = true;
}

bool let_in_record::let_in(const completion& c, bool paced) {
  hear(c);
  if (was_out(c)) {
    late(c, true);
    return false;
  }
  const time_point sent = c.at - c.latency;
  if (sent < told_) {
    sent_untold(sent);
    return false;
  }
  if (!began_) began_ = open_.levels.back().from = sent;
  if (!paced) unpaced_levels(sent);
  ++level_at(open_, sent).accepted;
  constexpr double memory = 0.9;
  if (c.result.cls == outcome_class::ok) latency_s_ = memory * latency_s_ + (1 - memory) * seconds(c.latency);
  return true;
}

void let_in_record::refused(const completion& c) {
  hear(c);
  if (was_out(c)) late(c, false);
}

void let_in_record::ended(const completion& c) {
  hear(c);
  if (was_out(c) && pending_ >= 1) --pending_;
}

level& let_in_record::level_at(stretch& s, time_point sent) {
  const auto at = std::find_if(s.levels.rbegin(), s.levels.rend(), [&](const level& l) { return l.from <= sent; });
  return at == s.levels.rend() ? s.levels.front() : *at;
}

// Calls leave in bursts as the window grows, and what a bucket that is full runs over by before one is lost to it.
void let_in_record::unpaced_levels(time_point until) {
  const duration length = from_seconds(std::max(shortest_unpaced_s, unpaced_share * seconds(until - *began_)));
  while (open_.levels.back().from + length <= until) next_level(open_.levels.back().from + length, open_.pace());
}

// After the wall and before its refusal was heard, or out of order: the bucket was empty once more, and the wall is
// here.
void let_in_record::sent_untold(time_point sent) {
  level& first = open_.levels.front();
  const double later_s = std::max(0.0, seconds(sent - first.from));
  if (closed_ > 0) {
    level& last = stretches_[closed_ - 1].levels.back();
    ++last.accepted;
    last.length_s += later_s;
  }
  open_.held_s = std::max(0.0, open_.held_s - later_s);
  first.from += from_seconds(later_s);
}

// Of a call that was out at the wall: what was guessed of it is known now.
void let_in_record::late(const completion& c, bool let_in) {
  stretch* last = closed_ > 0 ? &stretches_[closed_ - 1] : nullptr;
  if (pending_ >= 1) {
    if (last != nullptr) {
      for (level& l : last->levels) {
        const double part = l.guessed / pending_;
        l.accepted -= part;
        l.guessed -= part;
      }
    }
    --pending_;
  }
  if (let_in && last != nullptr) ++level_at(*last, c.at - c.latency).accepted;
}

std::size_t let_in_record::heard_since(time_point t) const {
  const auto end = heard_.begin() + static_cast<std::ptrdiff_t>(std::min(heard_n_, heard_.size()));
  return static_cast<std::size_t>(std::count_if(heard_.begin(), end, [t](time_point at) { return at > t; }));
}

// What was out when the refused call left and is not heard of was let in, or it would be back: refusals are quick.
double let_in_record::unheard(const completion& c) const {
  const double out = static_cast<double>(c.granted.in_flight) - static_cast<double>(heard_since(c.at - c.latency));
  return std::max(0.0, out - pending_);
}

double let_in_record::wall(const completion& c, double pace, time_point hold_until) {
  const time_point wall = c.at - c.latency;
  if (!began_) began_ = open_.levels.back().from = wall;
  pending_ = unheard(c);
  if (!std::isfinite(pace)) unpaced_levels(wall);
  open_.levels.back().length_s = std::max(0.0, seconds(wall - open_.levels.back().from));
  count_pending(wall);
  if (closed_ == stretches_max) forget(0);
  std::swap(stretches_[closed_++], open_);
  open_.levels.clear();
  open_.levels.push_back({.from = wall, .pace = pace});
  open_.full = false;
  open_.held_s = std::max(0.0, seconds(hold_until - wall));
  wall_ = wall;
  told_ = c.at;
  wall_grant_ = c.granted.id;
  return pending_;
}

// They were sent in the last calls' time.
void let_in_record::count_pending(time_point wall) {
  const double span_s = std::max(latency_s_, shortest_level_s);
  double left = pending_;
  for (auto l = open_.levels.rbegin(); l != open_.levels.rend(); ++l) {
    const double end_s = seconds(wall - l->from);
    const bool all = end_s >= span_s || l + 1 == open_.levels.rend();
    const double share = all ? left : std::min(left, pending_ * std::min(end_s, l->length_s) / span_s);
    l->accepted += share;
    l->guessed = share;
    left -= share;
    if (all) return;
  }
}

void let_in_record::next_level(time_point now, double pace) {
  open_.levels.back().length_s = seconds(now - open_.levels.back().from);
  if (open_.levels.size() == levels_max) {
    // The two oldest become one.
    level& first = open_.levels[0];
    first.accepted += open_.levels[1].accepted;
    first.length_s += open_.levels[1].length_s;
    open_.levels.erase(open_.levels.begin() + 1);
  }
  open_.levels.push_back({.from = now, .pace = pace});
}

void let_in_record::begin_full(time_point now, double pace) {
  forget_all();
  open_.full = true;
  open_.held_s = 0;
  open_.levels.clear();
  open_.levels.push_back({.from = now, .pace = pace});
}

void let_in_record::forget(std::size_t which) {
  const auto at = stretches_.begin() + static_cast<std::ptrdiff_t>(which);
  std::rotate(at, at + 1, stretches_.begin() + static_cast<std::ptrdiff_t>(closed_));
  --closed_;
}

}  // namespace sluice
