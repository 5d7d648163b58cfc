// How many calls a second the org lets in, once a refusal has shown that it counts them. The law keeps a copy of the
// server's token bucket: it knows what it sent at which pace since the last wall (a refusal at an empty bucket), and
// how much can be saved up, from what went through before the first wall. A wall then gives the rate: the one that
// empties the copy just there.
//
// A wall holds everything for the whole of Retry-After, or for a wait with full jitter that grows while walls follow
// closely; refusals of calls that were out together are one wall. Upward it searches by quick steps that grow smaller
// at each wall; once they are small it probes rarely, by more each time that it holds, since only another wall can tell
// that it went too far.
#pragma once

#include "protocol/flow.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <vector>

namespace sluice {

class pace_law {
 public:
  explicit pace_law(std::uint64_t seed);

  /// A call that was let in, whatever became of it.
  void accepted(const completion& c);
  /// A call refused for its rate. `first`: no refusal of the same event came before.
  void refused(const completion& c, bool first);

  [[nodiscard]] double pace() const { return pace_; }
  [[nodiscard]] double burst() const;
  [[nodiscard]] time_point hold_until() const { return hold_until_; }

 private:
  struct level {  // a while at one pace
    double accepted = 0;
    double length_s = 0;
  };
  struct stretch {  // between two walls
    double held_s = 0;
    double pace = 0;  // at its end
    std::vector<level> levels;
  };

  void hold(const completion& c);
  void learn(time_point wall);
  void late();
  void go_on();
  void step_up(time_point now);
  void next_level(time_point now);
  [[nodiscard]] bool searching() const;
  [[nodiscard]] static double let_in(const stretch& s);
  [[nodiscard]] double depth(double rate) const;
  [[nodiscard]] double tokens_left(const stretch& s, double rate) const;
  [[nodiscard]] double solve() const;

  std::mt19937_64 random_;
  double pace_ = std::numeric_limits<double>::infinity();
  double held_ = 0;  // the greatest pace that met no wall since one showed it to be too much
  time_point hold_until_{};
  std::optional<time_point> wall_;  // the last one, or the first call
  std::optional<level> first_;      // what went before the first wall
  std::vector<level> levels_;       // since the last one; the last is still open
  stretch closed_;
  std::uint32_t walls_ = 0;
  time_point level_began_{};
  std::uint32_t walls_in_a_row_ = 0;
  double step_;
  duration probe_after_;
  bool probing_ = false;
};

}  // namespace sluice
