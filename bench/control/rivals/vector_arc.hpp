// Adaptive request concurrency of Vector, restated from vectordotdev/vector c3445d4,
// src/sinks/util/adaptive_concurrency/{mod,controller}.rs and lib/vector-common/src/stats/mod.rs.
//
// Once per past round trip: +1 if the limit was reached, nothing was refused and the mean round trip of the interval is
// not above its exponential mean; x 0.9, rounded down, if something was refused or the mean lies 2.5 deviations above.
// Only successes are timed. A time-out or a broken connection is a refusal to it.
//
// Its client sends a refused call again after 1, 2, 3, 5 ... s (a random share of each), and other calls
// meanwhile; see rivals/README.md for the hold that stands for it.
#pragma once

#include "bench/control/rivals/rival_law.hpp"

#include <optional>

namespace sluice::bench {

struct arc_options {
  std::size_t first = 1;
  std::size_t max = 200;
  double decrease = 0.9;
  double alpha = 0.4;       ///< weight of the newest interval in the exponential mean
  double deviations = 2.5;  ///< of the round trip, that are not yet a queue
  backoff wait;
};

class vector_arc : public rival_law {
 public:
  explicit vector_arc(const arc_options& options);

 private:
  struct past {
    double mean = 0;
    double variance = 0;
  };
  void heard(const completion& c) override;
  void judge(const past& before);
  void take_in(double mean);

  arc_options options_;
  std::size_t limit_;
  std::optional<past> past_;
  double mean_s_ = 0;  // of the interval's round trips
  double timed_ = 0;
  bool pressed_ = false;
  bool reached_ = false;
  time_point next_update_{};
};

}  // namespace sluice::bench
