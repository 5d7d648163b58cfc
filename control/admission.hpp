// Who may leave now: the limiter's whole decision. A call leaves when there is a slot in the window, a token in the
// bucket, no hold, and room in the byte window. A grant is given here and ended here once.
//
// Invariants: grants out <= the greatest window since the oldest of them was given; bytes held = the sum over grants
// out of their expected bytes + the bytes of replies not yet freed; one call may always leave when nothing is out and
// nothing held, however large it is expected to be, and one that is expected to bring nothing whatever is held.
#pragma once

#include "control/token_bucket.hpp"
#include "protocol/flow.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <queue>
#include <unordered_map>
#include <vector>

namespace sluice {

struct admission_options {
  std::size_t memory_bytes = std::size_t{64} << 20;               ///< the byte window
  double pace_ceiling = std::numeric_limits<double>::infinity();  ///< --calls-per-minute, as calls a second
  duration throttle{};                                            ///< --throttle-ms: a slot rests after each call
};

class admission {
 public:
  admission(admission_options options, setting first, time_point now);

  void set(const setting& s, time_point now);
  /// What the composer could send: so many calls, the next of about so many bytes, told when it had seen grant `seen`.
  void ready(std::size_t calls, std::size_t next_bytes, std::uint64_t seen);
  /// A server's Retry-After: nothing leaves before.
  void hold(time_point until);
  /// Whether one call at most may be out, whatever the window: to learn what holds after a long wait.
  void probe(bool one_at_a_time) { probing_ = one_at_a_time; }

  [[nodiscard]] std::optional<grant> next(time_point now);
  /// When to look again, where only time is in the way; nothing: an event will come.
  [[nodiscard]] std::optional<time_point> wake_at(time_point now);

  /// The call of this grant has ended, with a reply of so many bytes that somebody now holds.
  void ended(const grant& g, std::size_t body_bytes, time_point now);
  void unused(const grant& g);
  void freed(std::size_t bytes);

  [[nodiscard]] std::size_t in_flight() const { return out_.size(); }
  [[nodiscard]] std::size_t bytes_held() const { return expected_ + held_; }
  /// As of the last call of `next`; infinite while the pace is.
  [[nodiscard]] double tokens() const { return bucket_.tokens(); }
  [[nodiscard]] const setting& current() const { return setting_; }

 private:
  void take_off(const grant& g);
  void wake_slots(time_point now);
  [[nodiscard]] std::size_t window() const {
    return probing_ ? std::min<std::size_t>(setting_.window, 1) : setting_.window;
  }
  [[nodiscard]] bool has_slot(time_point now);
  [[nodiscard]] bool has_room() const;
  [[nodiscard]] std::size_t could_leave() const;

  admission_options options_;
  setting setting_;
  token_bucket bucket_;
  time_point hold_until_{};
  std::unordered_map<std::uint64_t, std::size_t> out_;  // grant id -> expected bytes
  std::priority_queue<time_point, std::vector<time_point>, std::greater<>> resting_;
  std::size_t ready_calls_ = 0;
  std::size_t next_bytes_ = 0;
  std::uint64_t ready_seen_ = 0;
  std::uint64_t last_id_ = 0;
  std::size_t expected_ = 0;
  std::size_t held_ = 0;
  bool probing_ = false;
};

}  // namespace sluice
