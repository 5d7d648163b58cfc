// Gradient2 of Netflix/concurrency-limits 78a74b9 (limit/Gradient2Limit.java) behind its WindowedLimit, as its README
// builds it.
//
// Once a second, from at least 10 calls: long = average of 600 windows' mean round trips (x 0.95 while above twice the
// window's); g = 1.5 long / short within 0.5 and 1; L = 0.8 L + 0.2 (L g + 4), at least 20, unless less than half of L
// was in flight.
//
// A refusal is a call that came back: its round trip counts, that it was refused does not.
#pragma once

#include "bench/control/rivals/netflix_window.hpp"
#include "bench/control/rivals/rival_law.hpp"
#include "bench/control/rivals/warm_average.hpp"

namespace sluice::bench {

struct gradient2_options {
  std::size_t first = 20;
  std::size_t min = 20;
  std::size_t max = 200;
  double smoothing = 0.2;
  double queue = 4;
  double long_span = 600;  ///< windows
  double tolerance = 1.5;
  backoff wait;
};

class netflix_gradient2 : public rival_law {
 public:
  explicit netflix_gradient2(const gradient2_options& options);

 private:
  void heard(const completion& c) override;
  void judge(const netflix_sample& s);

  gradient2_options options_;
  double limit_;
  warm_average long_;
  netflix_window window_;
};

}  // namespace sluice::bench
