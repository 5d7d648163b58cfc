// How many calls in flight the org bears: the worker count, from latency alone. It doubles from the start until
// latency rises, walks down until going down changes nothing more (there is the baseline), and then holds the in-flight
// a tenth above what the org serves at once: additive steps up while no queue shows, multiplicative ones down when it
// does, each over as many completions as their spread demands, and none before the last step has shown.
//
// Little's law: at a full server the latency grows as the window; r, the inflation of the latency against the baseline,
// is then the window over what the server can do. In the log domain means are sharp (latency_baseline.hpp); rho, the
// geometric over the arithmetic mean, turns log inflation back into in-flight inflation.
#pragma once

#include "control/latency_baseline.hpp"
#include "protocol/flow.hpp"

#include <cstddef>
#include <cstdint>

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
  void limit(std::size_t ceiling, time_point now);
  /// The org was overloaded: once per event.
  void cut(double factor, time_point now);

  [[nodiscard]] std::size_t window() const { return window_; }
  [[nodiscard]] bool queueing() const { return phase_ == phase::hold && last_inflation_ > 1.05; }

 private:
  enum class phase : std::uint8_t { rise, descend, hold };
  struct round {
    std::size_t n = 0;
    double sum = 0;
    double squares = 0;
    double exp_sum = 0;  // of e^x: for rho
    std::size_t in_use = 0;
    [[nodiscard]] double mean() const { return sum / static_cast<double>(n); }
  };

  [[nodiscard]] bool counts(const completion& c);
  [[nodiscard]] std::size_t needed() const;
  [[nodiscard]] bool shows_early() const;
  [[nodiscard]] double standard_error() const;
  [[nodiscard]] double inflation(double level) const;
  [[nodiscard]] double set_point() const;
  void judge(time_point now);
  void judge_rise(time_point now);
  void judge_descent(time_point now);
  void judge_hold(time_point now);
  [[nodiscard]] bool vain_cut() const;
  void move_to(double window, time_point now);
  void start_round(time_point now);

  window_options options_;
  std::size_t window_;
  std::size_t ceiling_;
  phase phase_ = phase::rise;
  latency_baseline kinds_;
  round round_;
  double baseline_ = 0;  // g: the excess at which no queue stands
  double level_ = 0;     // y of the last round
  double spread_ = 0.3;  // s of x
  double rho_ = 1;
  double mean_latency_s_ = 0;
  double last_inflation_ = 1;
  double least_rise_ = 0;  // least y of the rounds while rising
  bool rose_ = false;
  std::size_t before_window_ = 0;  // of the last step
  double before_inflation_ = 1;
  std::size_t window_before_cuts_ = 0;
  std::size_t vain_cuts_ = 0;
  std::size_t free_rounds_ = 0;  // in a row without a queue
  bool draining_ = false;
  time_point settled_at_{};
};

}  // namespace sluice
