// Where an org bounds the calls at once: a refusal sets the ceiling just under the number in flight at the refused
// call's sending. One more is tried only after a wait that doubles each time it fails, or after so many calls that one
// refusal among them is nothing; where it holds, the next steps follow quickly and double, since an org that has been
// given more room is rarely given one call more.
//
// Some orgs don't refuse: calls over the bound are taken and never answered, and hold their places till they time out.
// One call too many at once is then enough for all that follow to be lost too. What shows it: calls are lost, and none
// sent later at as many in flight came back. The ceiling goes a little below, and more is tried by single calls: one
// leaves over the ceiling, and only when some of them have come back does it rise.
#pragma once

#include "control/long_running_bound.hpp"
#include "protocol/flow.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace sluice {

class ceiling_law {
 public:
  explicit ceiling_law(std::size_t max);

  /// An earlier run's: it is tried soon whether more goes.
  void start_near(std::size_t cap);

  void refused(std::size_t in_flight, time_point now);
  /// A call that was answered, and how many are out still.
  void succeeded(const grant& g, std::size_t in_flight_left, time_point now);
  /// A call that timed out at an age. True: it and others before it show a bound.
  bool lost(const grant& g, duration age, time_point now);

  [[nodiscard]] std::size_t ceiling() const { return long_.shown() ? long_.ceiling() : ceiling_; }
  [[nodiscard]] bool known() const { return ceiling() < max_; }
  /// So many may be out now, while an event of refusals lasts.
  [[nodiscard]] std::size_t just_now() const { return long_.shown() ? long_.just_now() : ceiling_; }
  [[nodiscard]] time_point hold_until() const { return long_.hold_until(); }
  /// One call may leave over the ceiling now.
  [[nodiscard]] bool lets_one_more() const { return one_more_; }

 private:
  struct answered {
    std::uint64_t grant = 0;
    std::size_t in_flight = 0;
  };

  void remember(const grant& g);
  [[nodiscard]] bool borne(std::size_t in_flight) const;
  [[nodiscard]] bool doubted_again(duration age, time_point now);
  [[nodiscard]] std::size_t most_answered_since(std::uint64_t grant) const;
  void step_up(const grant& g, time_point now);
  [[nodiscard]] duration first_pause() const;
  [[nodiscard]] bool is_single(const grant& g) const;
  void try_single(const grant& g, std::size_t in_flight_left, time_point now);

  std::size_t max_;
  std::size_t ceiling_;
  long_running_bound long_;
  std::size_t step_ = 1;
  duration wait_ = std::chrono::seconds(10);  // before a probe
  time_point changed_{};
  std::size_t answers_ = 0;  // since the last refusal
  bool probing_ = false;
  bool tried_ = false;                                                // the ceiling was reached since it changed
  double losses_ = 0;                                                 // that show a bound, decaying with successes
  std::size_t least_lost_ = std::numeric_limits<std::size_t>::max();  // in flight at the sending of a lost call
  std::vector<answered> answered_;  // the greatest in flight after each grant: rising grants, falling in flight
  std::optional<time_point> last_answer_;
  duration usual_{};                   // latency of late
  std::vector<std::size_t> times_;     // that a call came back, by how many were in flight at its sending
  std::optional<time_point> doubted_;  // calls were lost where others had come back
  bool silent_ = false;                // what is over the bound is not refused
  bool one_more_ = false;
  time_point asked_{};  // for one more, at last
  std::size_t singles_back_ = 0;
  duration lost_after_{};  // by its time-out
  duration pause_{};       // after a single call that is lost
};

}  // namespace sluice
