// What an org let in between walls, at which pace: the evidence by which a pace is judged. A call counts where it was
// sent, not where its reply came, and calls that are still out at a wall count as let in until they come back
// otherwise.
#pragma once

#include "control/bucket_copy.hpp"
#include "protocol/flow.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace sluice {

class let_in_record {
 public:
  let_in_record();

  /// A call that was let in. False: it was out at the last wall.
  bool let_in(const completion& c, bool paced);
  void refused(const completion& c);
  /// It says nothing, but is out no longer.
  void ended(const completion& c);
  /// Calls let in since the last wall and still out when this one, just refused, left.
  [[nodiscard]] double unheard(const completion& c) const;
  /// The open stretch ends at this refusal. Returns how many calls were out.
  double wall(const completion& c, double pace, time_point hold_until);
  void next_level(time_point now, double pace);
  /// All before is another limit's, and what can be saved up is.
  void begin_full(time_point now, double pace);
  void forget(std::size_t which);
  void forget_all() { closed_ = 0; }

  [[nodiscard]] stretch& open() { return open_; }
  [[nodiscard]] const stretch& open() const { return open_; }
  [[nodiscard]] std::span<const stretch> closed() const { return {stretches_.data(), closed_}; }
  [[nodiscard]] const stretch& last() const { return stretches_[closed_ - 1]; }
  [[nodiscard]] time_point last_wall() const { return wall_; }
  /// Of late.
  [[nodiscard]] double latency_s() const { return latency_s_; }

 private:
  [[nodiscard]] std::size_t heard_since(time_point t) const;
  void hear(const completion& c) { heard_[heard_n_++ % heard_.size()] = c.at; }
  [[nodiscard]] bool was_out(const completion& c) const { return wall_grant_ && c.granted.id < *wall_grant_; }
  void late(const completion& c, bool let_in);
  void sent_untold(time_point sent);
  [[nodiscard]] static level& level_at(stretch& s, time_point sent);
  void unpaced_levels(time_point until);
  void count_pending(time_point wall);

  static constexpr std::size_t stretches_max = 6;
  std::array<stretch, stretches_max> stretches_;  // between walls; the last one is at closed_ - 1
  std::size_t closed_ = 0;
  stretch open_;                             // since the last wall
  std::optional<time_point> began_;          // the first call
  time_point wall_{};                        // the last one
  time_point told_{};                        // when its refusal came back
  std::optional<std::uint64_t> wall_grant_;  // of its call
  double pending_ = 0;                       // calls that were out at the wall and are not yet heard of
  std::array<time_point, 64> heard_{};       // when the last calls came back
  std::size_t heard_n_ = 0;
  double latency_s_ = 0;
};

}  // namespace sluice
