// Some orgs bound the calls that have run for long (Salesforce: 25 of over 20 s each), not all that are out. A refusal
// then comes late, when calls that left long ago have become long, and lasts until some of them end, however few are
// out meanwhile. What shows it: a call is refused though many more at once were let in just before, or an event of
// refusals that went on down to far fewer calls, and later as many as at its start are let in again.
//
// From then on an event of refusals lowers the ceiling once, by a part, and single calls ask, after waits that double,
// whether it is over. (They do so in any event that goes on for more than a few refusals.) Then as many leave as come
// back and one more each, up to the ceiling, which rises slowly again.
#pragma once

#include "protocol/flow.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace sluice {

class long_running_bound {
 public:
  explicit long_running_bound(std::size_t max) : max_(max), ceiling_(max), just_now_(max) {}

  /// A call that left as the `in_flight`-th.
  void refused(std::size_t in_flight, time_point now);
  void let_in(const grant& g, std::size_t in_flight_left, time_point now);

  [[nodiscard]] bool shown() const { return shown_; }
  /// So many at once are borne for long.
  [[nodiscard]] std::size_t ceiling() const { return ceiling_; }
  /// So many may be out now.
  [[nodiscard]] std::size_t just_now() const { return just_now_; }
  [[nodiscard]] time_point hold_until() const { return hold_until_; }

 private:
  [[nodiscard]] duration between_changes() const;
  void show(std::size_t borne, time_point now);

  std::size_t max_;
  std::size_t ceiling_;
  std::size_t just_now_;
  bool shown_ = false;
  time_point began_{};  // the present event
  std::optional<time_point> refused_;
  time_point changed_{};       // the ceiling
  std::size_t in_a_row_ = 0;   // refusals, and no call that left after one of them was let in
  std::size_t borne_ = 0;      // most at once that were let in since the event began
  std::size_t first_ = 0;      // in flight at its first refusal
  std::size_t least_ = 0;      // and at the one with the fewest
  std::size_t as_before_ = 0;  // let in after it, with about as many in flight as at its first refusal
  duration slowest_{};         // of the answers of late
  duration wait_{};            // before the next call that asks
  time_point hold_until_{};
  bool asks_ = false;  // one call at a time
};

}  // namespace sluice
