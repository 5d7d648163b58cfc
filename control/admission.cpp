#include "control/admission.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sluice {

admission::admission(admission_options options, setting first, time_point now) : options_(options) {
  set(first, now);
}

void admission::set(const setting& s, time_point now) {
  setting_ = s;
  const double pace = std::min(s.pace, options_.pace_ceiling);
  // A ceiling set by hand is a promise for every second, so nothing is saved up under it.
  bucket_.configure(pace, pace < s.pace ? 1 : s.burst, now);
  hold(s.hold_until);
}

void admission::ready(std::size_t calls, std::size_t next_bytes, std::uint64_t seen) {
  ready_calls_ = calls;
  next_bytes_ = next_bytes;
  ready_seen_ = seen;
}

void admission::hold(time_point until) {
  hold_until_ = std::max(hold_until_, until);
}

// Grants that the composer had not seen when it counted are already taken from its count.
std::size_t admission::could_leave() const {
  const std::uint64_t on_the_way = last_id_ - ready_seen_;
  return ready_calls_ > on_the_way ? ready_calls_ - static_cast<std::size_t>(on_the_way) : 0;
}

void admission::wake_slots(time_point now) {
  while (!resting_.empty() && resting_.top() <= now) resting_.pop();
}

bool admission::has_slot(time_point now) {
  wake_slots(now);
  return out_.size() + resting_.size() < window();
}

bool admission::has_room() const {
  return next_bytes_ == 0 || bytes_held() == 0 || bytes_held() + next_bytes_ <= options_.memory_bytes;
}

std::optional<grant> admission::next(time_point now) {
  if (could_leave() == 0 || now < hold_until_ || !has_slot(now) || !has_room() || !bucket_.take(now)) return {};
  grant g{.id = ++last_id_, .epoch = setting_.epoch, .in_flight = out_.size() + 1, .bytes = next_bytes_, .at = now};
  out_.emplace(g.id, g.bytes);
  expected_ += g.bytes;
  return g;
}

std::optional<time_point> admission::wake_at(time_point now) {
  if (could_leave() == 0 || !has_room()) return {};
  std::optional<time_point> at;
  const auto not_before = [&at](time_point t) { at = at ? std::max(*at, t) : t; };
  if (now < hold_until_) not_before(hold_until_);
  if (!has_slot(now)) {
    if (resting_.empty() || out_.size() >= window()) return {};
    not_before(resting_.top());
  }
  if (const auto token = bucket_.next(now)) not_before(*token);
  return at;
}

void admission::ended(const grant& g, std::size_t body_bytes, time_point now) {
  take_off(g);
  held_ += body_bytes;
  if (options_.throttle > duration::zero()) resting_.push(now + options_.throttle);
}

void admission::unused(const grant& g) {
  take_off(g);
  bucket_.give_back();
}

void admission::take_off(const grant& g) {
  const auto it = out_.find(g.id);
  assert(it != out_.end() && "a grant ends once");
  expected_ -= it->second;
  out_.erase(it);
}

void admission::freed(std::size_t bytes) {
  assert(bytes <= held_ && "room is given back once");
  held_ -= bytes;
}

}  // namespace sluice
