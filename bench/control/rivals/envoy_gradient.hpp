// The gradient controller of envoyproxy/envoy 054694f
// (source/extensions/filters/http/adaptive_concurrency/controller/gradient_controller.cc), with the intervals of its
// tests (100 ms and 30 s), for they have no default.
//
// Every 30 s (up to 15 % later), and at the start, the limit is 3 until 50 calls sent since have come back; their
// median is the least round trip, and the limit returns to what it was. In between, every 100 ms in which calls came
// back: g = 1.25 least / median within 0.5 and 2; L = L g + sqrt(L g), at least 3. Five times running at 3, it measures
// again at once.
//
// Its filter times every reply, so a fast refusal is a short round trip. The timers are looked at when a call ends. Its
// first limit is always 3. Calls sent before the present measurement are no samples, nor are broken ones, which its
// filter cancels.
#pragma once

#include "bench/control/rivals/rival_law.hpp"

#include <random>
#include <vector>

namespace sluice::bench {

struct envoy_options {
  std::size_t min = 3;
  std::size_t max = 1000;
  double buffer = 0.25;  ///< of the least round trip, that is not yet a queue
  double update_every_s = 0.1;
  double measure_every_s = 30;
  double jitter = 0.15;
  std::size_t measured_calls = 50;
  std::uint64_t seed = 1;
  backoff wait;
};

class envoy_gradient : public rival_law {
 public:
  explicit envoy_gradient(const envoy_options& options);

 private:
  void heard(const completion& c) override;
  void start_measuring(time_point now);
  void end_measuring(time_point now);
  void update();
  void set_limit(std::size_t limit);
  [[nodiscard]] double take_median();

  envoy_options options_;
  std::size_t limit_;
  std::size_t limit_before_;  // the measurement
  bool measuring_ = true;
  double least_s_ = 0;
  std::vector<double> round_trips_s_;
  int times_at_least_ = 0;
  time_point measuring_since_{};
  time_point next_update_{};
  time_point next_measurement_{};
  std::mt19937_64 random_;
};

}  // namespace sluice::bench
