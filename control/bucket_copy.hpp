// A copy of the token bucket by which an org may count its calls, and the rate and depth that fit what was let in: a
// wall says that the copy is empty just there. Plain values and sums; the pace law keeps the record.
#pragma once

#include "protocol/time.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace sluice {

/// What is left at a wall, on average, of a token.
constexpr double of_a_token = 0.45;

/// A while at one pace.
struct level {
  time_point from{};
  double pace = 0;
  double accepted = 0;
  double length_s = 0;
  double guessed = 0;  ///< of those accepted: sent at about this time, if they were let in
};

/// From a wall to the next one.
struct stretch {
  bool full = false;  ///< the bucket at its beginning; else it was empty
  double held_s = 0;  ///< so long nothing was sent at first
  std::vector<level> levels;

  [[nodiscard]] double pace() const { return levels.back().pace; }
  [[nodiscard]] double let_in() const;
  [[nodiscard]] double length_s() const;
  /// At which calls left just before the wall.
  [[nodiscard]] double last_rate() const;
  /// Calls let in within a span before the wall.
  [[nodiscard]] double sent_last(double span_s) const;
  /// What a window lets in at the least, in calls a second, if it lets so many in each period.
  [[nodiscard]] double least_by(double period_s) const;
};

struct bucket_fit {
  double rate = 0;
  double depth = 1;
  double cost = 0;        ///< of all that it misses
  std::size_t worst = 0;  ///< stretch
  double misfit = 0;      ///< over 1: this is no bucket, or not the same one
  double error = 0;       ///< of the rate, as a share
};

/// In the copy at a stretch's end. Below nothing: the wall would have come earlier.
[[nodiscard]] double tokens_left(const stretch& s, double rate, double depth);
/// With a depth that is known, give or take `vague`.
[[nodiscard]] bucket_fit fit_at(std::span<const stretch> to, double depth, double vague = 0);
/// With the best depth, or the known one where stretches are too few to tell.
[[nodiscard]] bucket_fit fit_bucket(std::span<const stretch> to, double known_depth);
/// The least depth at which a stretch meets no wall.
[[nodiscard]] double least_depth(const stretch& s, double rate);
/// If the bucket is one of `rate` that `first` has emptied, and `open` goes on at `pace` till its wall: how exactly, as
/// a share, the two walls would tell the rate. Nothing: no wall would come, or it would have come.
[[nodiscard]] std::optional<double> error_if_met(const stretch& first, const stretch& open, double rate, double pace);
/// Of a step of the pace, as shares of it: the greatest, and the error up to which a rate counts as told.
struct step_bounds {
  double greatest = 0;
  double told = 0;
};
/// The greatest step from `pace` after which a wall would tell the rate, whatever it is: a wall that comes as soon as
/// the first one did says nothing new.
[[nodiscard]] double telling_step(const stretch& first, const stretch& open, double pace, const step_bounds& within);
/// The first two stretches ended after as many calls, though one took longer: so does a window of a second, while a
/// bucket fills meanwhile.
[[nodiscard]] bool alike_by_second(const stretch& a, const stretch& b);
/// The least rate at which a stretch meets no wall.
[[nodiscard]] double least_rate(const stretch& s, double depth);

}  // namespace sluice
