// How many calls a second the org lets in, once a refusal has shown that it counts them.
//
// The law keeps a copy of the server's token bucket: what was let in between walls (refusals at an empty bucket), at
// which pace, and how long it rested before. Each wall says that the copy was empty just there; the rate and the depth
// that make it so for all of the last walls are the org's. Calls that are still out at a wall were let in before it, or
// else they would be back. Two or three walls are enough for a bucket: the second one is met at a pace at which the two
// tell rate from depth.
//
// Other limiters (so many in each second, in any minute) are no bucket: no rate and depth fit their walls, or they stay
// closed for longer than a bucket needs for a token. Where one closes for long, what went through from opening to
// opening is its rate; else the rate is searched between the greatest pace that held for two periods and the least that
// met a wall.
//
// A wall holds everything for the whole of Retry-After, or for a wait with full jitter that grows while walls follow
// closely; refusals of calls that were out together are one wall. What a known bucket saved up meanwhile is sent at
// once. Upward it probes by much, and by more each time that it holds, since only another wall can tell that it went
// too far, and a wall costs the same whatever the step (probe_timing says when). One wall cuts a bucket's pace to a
// quarter at most: others may have taken the rest.
#pragma once

#include "control/let_in_record.hpp"
#include "control/probe_timing.hpp"
#include "protocol/flow.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <random>

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

  /// A call that was refused for another limit: those of a rate stand before the others, so it has passed.
  void passed(const completion& c);
  /// A call that ended otherwise: it says nothing of the rate, but is out no longer.
  void ended(const completion& c) { record_.ended(c); }

  [[nodiscard]] double pace() const;
  [[nodiscard]] double burst() const;
  [[nodiscard]] time_point hold_until() const { return hold_until_; }
  /// A wall was met in this run: the pace is no hearsay.
  [[nodiscard]] bool met_wall() const { return walls_ > 0; }
  /// Calls that the org saves up, as far as is known.
  [[nodiscard]] double org_burst() const { return depth_; }
  /// Counts up when a wall or a step gives another pace; what late replies correct in between doesn't count.
  [[nodiscard]] std::uint32_t learnt() const { return learnt_; }

 private:
  void hold(const completion& c);
  [[nodiscard]] bool count(const completion& c);
  void learn();
  void learn_first();
  void learn_bucket();
  void learn_closed(double closed_s);
  void bracket();
  void relearn();
  void opened();
  void step_up(const completion& c);
  void go(double pace);
  [[nodiscard]] bool trying() const;
  [[nodiscard]] double ramp() const;
  [[nodiscard]] bool doubt_costs(double shown_s) const;
  [[nodiscard]] double next_step() const;
  [[nodiscard]] bool shows(double shown_s, double step) const;

  std::mt19937_64 random_;
  let_in_record record_;
  double pace_ = std::numeric_limits<double>::infinity();
  double rate_ = 0;                                        // what is known of it; 0: nothing
  double error_ = 1;                                       // of the rate, as a share
  double depth_ = 1;                                       // of the org's bucket
  double low_ = 0;                                         // the greatest pace that held
  double high_ = std::numeric_limits<double>::infinity();  // the least that met a wall
  time_point hold_until_{};
  time_point tried_{};                                            // the last refused call
  std::optional<time_point> opening_;                             // the first call, or when the limiter last opened
  double since_opening_ = 0;                                      // let in
  bool closed_still_ = false;                                     // nothing was let in since the wall
  double second_most_ = std::numeric_limits<double>::infinity();  // let in in the second before a wall, the least
  std::uint32_t walls_ = 0;
  std::uint32_t walls_in_a_row_ = 0;
  std::uint32_t misfits_ = 0;  // in a row
  std::uint32_t falls_ = 0;    // of the rate that is thought to be known, in a row
  std::uint32_t learnt_ = 0;
  double step_;
  double period_s_ = 0;  // over 0: of a limiter that is no bucket
  probe_timing probes_;
  bool searching_ = true;
  bool ramping_ = false;  // nothing is known but what went through
  bool probing_ = false;
  bool by_second_ = false;  // it is taken for a window of a second, by two walls
};

}  // namespace sluice
