// How many calls a second the org lets in, once a refusal has shown that it counts them.
//
// The law keeps a copy of the server's token bucket: it knows what it sent at which pace since the last wall (a refusal
// at an empty bucket), and how much can be saved up, from what went through before the first wall. A wall then gives
// the rate: the one that empties the copy just there. Two or three walls are enough for a bucket. Other limiters (so
// many in each second) are no bucket, and what the copy says of them contradicts what has held before; then the rate is
// searched between the greatest pace that held and the least that met a wall.
//
// A wall holds everything for the whole of Retry-After, or for a wait with full jitter that grows while walls follow
// closely; refusals of calls that were out together are one wall. Upward it probes rarely but by much, and by more each
// time that it holds, since only another wall can tell that it went too far, and a wall costs the same whatever the
// step.
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

  /// An earlier run's rate, in calls a second, and what could be saved up: the search starts there.
  void start_near(double per_second, double burst);

  /// A call that was let in, whatever became of it.
  void accepted(const completion& c);
  /// A call refused for its rate. `first`: no refusal of the same event came before.
  void refused(const completion& c, bool first);

  [[nodiscard]] double pace() const { return pace_; }
  [[nodiscard]] double burst() const;
  [[nodiscard]] time_point hold_until() const { return hold_until_; }
  /// A wall was met in this run: the pace is no hearsay.
  [[nodiscard]] bool met_wall() const { return walls_ > 0; }
  /// Calls that the org saves up, as far as is known.
  [[nodiscard]] double org_burst() const { return depth(pace_); }
  /// Counts up when a wall or a step gives another pace; what late replies correct in between doesn't count.
  [[nodiscard]] std::uint32_t learnt() const { return learnt_; }

 private:
  struct level {  // a while at one pace
    time_point from{};
    double pace = 0;
    double accepted = 0;
    double length_s = 0;
  };
  struct stretch {      // between two walls
    double tokens = 0;  // in the copy at its beginning
    double held_s = 0;
    std::vector<level> levels;
    [[nodiscard]] double pace() const { return levels.back().pace; }
    [[nodiscard]] double let_in() const;
  };

  void hold(const completion& c);
  void learn(time_point wall);
  void go_on();
  void step_up(time_point now);
  void next_level(time_point now);
  void search_again();
  [[nodiscard]] double next_step() const;
  [[nodiscard]] duration probe_wait() const;
  [[nodiscard]] double depth(double rate) const;
  [[nodiscard]] double tokens_left(const stretch& s, double rate) const;
  [[nodiscard]] double solve(const stretch& s) const;

  std::mt19937_64 random_;
  double pace_ = std::numeric_limits<double>::infinity();
  double rate_ = 0;                                        // what is known of it; 0: nothing
  double low_ = 0;                                         // the greatest pace that held
  double high_ = std::numeric_limits<double>::infinity();  // the least that met a wall
  time_point hold_until_{};
  std::optional<time_point> wall_;  // the last one, or the first call
  stretch open_;                    // since the last wall
  stretch closed_;
  double first_accepted_ = 0;  // before the first wall; 0: none yet
  double first_s_ = 0;
  double depth_share_ = 1;  // of the depth that the first wall suggests
  double depth_rate_ = 0;   // the rate by which that depth is reckoned; 0: the one in question
  std::uint32_t walls_ = 0;
  std::uint32_t walls_in_a_row_ = 0;
  std::uint32_t learnt_ = 0;
  double step_;
  double latency_s_ = 0;    // of late
  double probed_from_ = 0;  // the rate that was known before the probe that has just met its wall; 0: none
  double hold_cost_s_ = 0;  // of the last wall
  std::uint32_t vain_probes_ = 0;
  bool searching_ = true;
  bool probing_ = false;
};

}  // namespace sluice
