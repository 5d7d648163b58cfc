// AIMD of Netflix/concurrency-limits 78a74b9 (limit/AIMDLimit.java).
//
// Each call: x 0.9, rounded down, if it was dropped or took more than 5 s; else +1 if half of the limit was in flight;
// at least 20.
#pragma once

#include "bench/control/rivals/rival_law.hpp"

namespace sluice::bench {

struct aimd_options {
  std::size_t first = 20;
  std::size_t min = 20;
  std::size_t max = 200;
  double decrease = 0.9;
  double timeout_s = 5;
  backoff wait;
};

class netflix_aimd : public rival_law {
 public:
  explicit netflix_aimd(const aimd_options& options);

 private:
  void heard(const completion& c) override;

  aimd_options options_;
  std::size_t limit_;
};

}  // namespace sluice::bench
