// Climbing the hill of goodput: the simple law that looks at nothing but successes a second. It is no project's; it
// stands for the many home-made ones.
//
// It counts the calls that ended until 4 W and at least 50 have, then steps by a fifth of W (at least 1): on upward if
// the step up brought at least 0.3 of its share in successes a second, on downward if the step down cost less than
// that; else the other way. Its figures are the best of a small grid on knees, caps and heavy tails.
#pragma once

#include "bench/control/rivals/rival_law.hpp"

#include <optional>

namespace sluice::bench {

struct climb_options {
  std::size_t first = 10;
  std::size_t max = 200;
  double step = 0.2;
  double worth = 0.3;  ///< share of the window's relative change that the goodput must change by
  double periods = 4;  ///< windows' worth of calls that are counted
  double least_calls = 50;
  backoff wait;
};

class goodput_climb : public rival_law {
 public:
  explicit goodput_climb(const climb_options& options);

 private:
  void heard(const completion& c) override;
  void turn_or_go_on(double goodput);
  void step();

  climb_options options_;
  double window_;
  double window_before_;
  bool upward_ = true;
  double calls_ = 0;
  double successes_ = 0;
  std::optional<double> goodput_before_;
  std::optional<time_point> since_;
};

}  // namespace sluice::bench
