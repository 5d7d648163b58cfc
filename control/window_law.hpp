// How many calls in flight the org bears: the worker count, from latency alone. The law hears replies in rounds, tells
// a capacity_belief what each round showed, and goes where that belief says is best: up to twice what was in use, down
// to a quarter at once.
//
// What a reply shows belongs to the in-flight at its call's sending, since that is the queue it met. So nothing has to
// settle after a step, and no reply is passed over: replies to calls sent later alone would be the short ones.
//
// From time to time a step down is made just to ask, when the belief leaves it likely that a queue stands that was
// never seen to go: soon after something has changed, then ever more rarely.
#pragma once

#include "control/capacity_belief.hpp"
#include "control/latency_baseline.hpp"
#include "control/shared_window.hpp"
#include "protocol/flow.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sluice {

struct window_options {
  std::size_t first = 10;  ///< where a run without history starts
  std::size_t max = 128;   ///< --max-workers
  bool stays = false;      ///< latency is judged, and moves nothing
};

class window_law {
 public:
  explicit window_law(window_options options);

  /// What kinds of call took in an earlier run: their first replies then count at once.
  void expect(const std::vector<law_view::baseline>& baselines) { kinds_.expect(baselines); }
  /// A call that succeeded.
  void succeeded(const completion& c);
  /// Another limit binds now, or no longer: never grow over `ceiling` (at least 1), at once below it.
  void limit(std::size_t ceiling);

  [[nodiscard]] std::size_t window() const { return window_; }
  /// What a later run may start near: a window that is only drained or stepped down to look is not meant.
  [[nodiscard]] std::size_t lasting() const;
  /// The window is where latency says, and no longer searched for.
  [[nodiscard]] bool holds() const { return risen_ && !rising_; }
  /// Rounds judged, and the baselines taken in them.
  [[nodiscard]] std::uint32_t rounds() const { return rounds_; }
  [[nodiscard]] std::uint32_t renewals() const { return renewals_; }
  /// The last baseline taken, over the one before.
  [[nodiscard]] double renewed_by() const { return renewed_by_; }
  /// Of the last round: latency against the baseline.
  [[nodiscard]] double inflation() const { return inflation_; }
  /// What a call of each known kind takes where no queue stands.
  [[nodiscard]] std::vector<law_view::baseline> baselines() const { return kinds_.known(belief_.unloaded()); }

 private:
  enum class test : std::uint8_t { none, down, alone, up };  // a step that is made just to ask
  struct moments {
    std::size_t n = 0;
    double sum = 0;
    double squares = 0;
    void add(double x) {
      ++n;
      sum += x;
      squares += x * x;
    }
    [[nodiscard]] double mean() const { return sum / static_cast<double>(n); }
    // Of the sum of squared deviations.
    [[nodiscard]] double deviations() const { return n > 0 ? std::max(0.0, squares - sum * mean()) : 0; }
  };
  struct group : moments {  // of x, the log latency with the kind taken off
    double in_flight_sum = 0;
    [[nodiscard]] double in_flight() const { return in_flight_sum / static_cast<double>(n); }
  };
  struct round {
    group before;  // while rising: calls sent nearer to the window before than to this one
    group after;   // all others
    double latency_sum = 0;
    double log_sum = 0;       // of the latency's own logarithm
    std::size_t unknown = 0;  // replies of kinds that are not known yet
    std::size_t used = 0;     // most in flight
    moments first_half;       // of the first burst, ln(latency) of those sent first, and of the rest
    moments second_half;
    [[nodiscard]] std::size_t n() const { return before.n + after.n; }
    [[nodiscard]] const group& latest() const { return after.n > 0 ? after : before; }
  };

  [[nodiscard]] std::size_t needed() const;
  [[nodiscard]] double replies_to_tell(double times) const;
  void judge(time_point now);
  void learn_from_round();
  void learn_unsteadiness(double change, double of_sampling);
  void tell_shared(double unloaded_before, time_point now);
  void learn_spread();
  [[nodiscard]] bool burst_queued() const;
  void step(double used);
  [[nodiscard]] bool calls_alone_tell() const;
  [[nodiscard]] double test_step() const;
  [[nodiscard]] double tested_down() const;
  [[nodiscard]] double queued() const;
  [[nodiscard]] double replies_in_round() const;
  void level_heard();
  void note_changes();
  [[nodiscard]] std::size_t rounds_between_tests() const;
  [[nodiscard]] test due_test(double used);
  [[nodiscard]] bool heard_test() const;
  void renew_baseline();
  void move_to(double window);

  window_options options_;
  std::size_t window_;
  std::size_t window_before_ = 0;
  std::size_t ceiling_;
  latency_baseline kinds_;
  capacity_belief belief_;
  round_evidence last_;  // that the belief was told
  shared_window shared_;
  round round_;
  bool risen_ = false;  // a round has been heard
  bool rising_ = true;  // the last step was a great one up
  double level_ = 0;    // of the last round
  double spread_ = 0.3;
  double unsteadiness_ = 0;  // variance
  double rho_ = 1;
  double inflation_ = 1;
  double baseline_ = 0;  // the one last told of
  std::uint32_t rounds_ = 0;
  std::uint32_t renewals_ = 0;
  double renewed_by_ = 1;
  test test_ = test::none;
  std::size_t rounds_since_test_ = 0;
  std::size_t rounds_to_test_;
  bool fell_ = false;         // the latency, since the last test: there may be more room
  bool org_moves_ = false;    // it has changed of late, and what it bears may go on changing
  double tested_window_ = 1;  // where the tests became rarer, and the level there
  double tested_level_ = 0;
  double level_window_ = 1;  // that level was heard under
};

}  // namespace sluice
