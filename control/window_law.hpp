// How many calls in flight the org bears: the worker count, from latency alone. It doubles from the start until
// latency rises, walks down until going down changes nothing more (there is the baseline), and then holds the in-flight
// a tenth above what the org serves at once. It moves by rounds: after a step only what has settled counts, and then as
// many replies as their spread demands.
//
// Little's law: at a full server the latency grows as the window; r, the inflation of the latency against the baseline,
// is then the window over what the server can do. In the log domain means are sharp (latency_baseline.hpp); rho, the
// geometric over the arithmetic mean, turns log inflation back into in-flight inflation.
//
// No baseline is trusted for ever. Every step down of a quarter or more is a question: has the latency followed? If it
// has not, no queue stood above; the org itself is slower or the baseline was too low, so it is taken anew and the
// window goes back. That is also why noise can't walk the window to the floor. From time to time a step down is made
// just to ask.
#pragma once

#include "control/latency_baseline.hpp"
#include "protocol/flow.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sluice {

struct window_options {
  std::size_t first = 10;  ///< where a run without history starts
  std::size_t max = 128;   ///< --max-workers
};

class window_law {
 public:
  explicit window_law(window_options options);

  /// A call that succeeded.
  void succeeded(const completion& c);
  /// Another limit binds now, or no longer: never grow over `ceiling` (at least 1), at once below it.
  void limit(std::size_t ceiling);
  /// The org was overloaded: once per event.
  void cut(double factor);

  [[nodiscard]] std::size_t window() const { return window_; }
  /// The window is where latency says, and no longer searched for.
  [[nodiscard]] bool holds() const { return phase_ != phase::rise; }
  /// Rounds judged, and the baselines taken in them.
  [[nodiscard]] std::uint32_t rounds() const { return rounds_; }
  [[nodiscard]] std::uint32_t renewals() const { return renewals_; }
  /// The last baseline taken, over the one before.
  [[nodiscard]] double renewed_by() const { return renewed_by_; }
  /// Of the last round: latency against the baseline.
  [[nodiscard]] double inflation() const { return inflation_; }
  /// What a call of each known kind takes where no queue stands.
  [[nodiscard]] std::vector<law_view::baseline> baselines() const { return kinds_.known(baseline_); }

 private:
  enum class phase : std::uint8_t { rise, descend, hold };
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
    [[nodiscard]] double variance() const { return std::max(0.0, squares / static_cast<double>(n) - mean() * mean()); }
  };
  struct round : moments {  // of x, the log latency with the kind taken off
    double latency_sum = 0;
    double log_sum = 0;  // of the latency's own logarithm
    std::size_t in_use = 0;
    std::size_t most_in_flight = 0;
    std::size_t unknown = 0;  // replies of kinds that are not known yet
    moments early;            // of the first burst: those sent first, and the rest
    moments late;
    [[nodiscard]] bool window_used() const { return in_use * 2 >= n; }
  };
  struct point {
    double window = 0;  // 0: none
    double level = 0;
  };

  [[nodiscard]] bool counts(const completion& c);
  [[nodiscard]] std::size_t needed() const;
  [[nodiscard]] bool shows_early() const;
  [[nodiscard]] double standard_error() const;
  [[nodiscard]] double inflation(double level) const;
  [[nodiscard]] double set_point() const;
  [[nodiscard]] double elasticity(double level) const;
  void judge();
  void learn_spread(double level);
  void judge_rise(double level);
  [[nodiscard]] bool burst_queued() const;
  void judge_descent(double level);
  void judge_hold(double level);
  void shrink(double distance, double trust);
  void grow(double distance, double trust);
  void test_down(double level);
  void test_up(double level);
  void be_unsure();
  void judge_up_test(double level);
  void test_within(std::size_t rounds);
  void take_baseline(double level);
  void step_from_here(double level, double to);
  void move_to(double window);
  void settle();

  window_options options_;
  std::size_t window_;
  double target_;  // the window before rounding
  std::size_t ceiling_;
  phase phase_ = phase::rise;
  latency_baseline kinds_;
  round round_;
  double baseline_ = 0;  // g: the level at which no queue stands
  double level_ = 0;     // y of the last round
  double spread_ = 0.3;  // s of x
  double rho_ = 1;
  double inflation_ = 1;    // r of the last round
  point above_;             // from where the window came down
  double rise_spread_ = 0;  // s of x while rising
  bool risen_ = false;      // a round of the rise has been heard
  std::uint32_t rounds_ = 0;
  std::uint32_t renewals_ = 0;
  double renewed_by_ = 1;
  std::size_t free_rounds_ = 0;  // in a row without a queue
  bool testing_ = false;         // this step down is made just to ask
  bool testing_up_ = false;
  bool unsure_ = false;  // the baseline rests on few replies for their spread
  std::size_t rounds_to_up_test_ = 0;
  std::size_t up_test_period_ = 0;
  std::size_t rounds_to_test_;
  std::size_t test_period_;
  bool settled_ = false;  // what shows in this round is no transient
  bool draining_ = false;
  std::size_t settling_ = 0;  // replies still to be passed over
};

}  // namespace sluice
