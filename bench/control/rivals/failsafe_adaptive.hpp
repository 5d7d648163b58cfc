// The adaptive limiter of failsafe-go/failsafe-go 5759a5e (adaptivelimiter/adaptivelimiter.go, internal/util).
//
// Windows of a second or two least round trips, whichever is longer, at most 30 s, and at least 50 calls. Their 90th
// percentile goes through a median of five and an average over five; against an average of that over ten it gives the
// queue q = ceil(L (1 - usual / now)). q > 6 log10 L: - log10 L; the limit is reached and more in flight has brought
// less throughput (correlation < 0), or little (< 0.3, or it varies by less than 0.2) but longer round trips (> 0.5):
// - log10 L; q < 3 log10 L: + log10 L. At most five times what was in flight. A log10 is a whole number, at least 1.
//
// Its executor records every result that was not cancelled, so a fast refusal is a short round trip.
// The percentile is exact here, a t-digest there.
#pragma once

#include "bench/control/rivals/correlation_window.hpp"
#include "bench/control/rivals/rival_law.hpp"
#include "bench/control/rivals/warm_average.hpp"

#include <deque>
#include <vector>

namespace sluice::bench {

struct failsafe_options {
  std::size_t first = 20;
  std::size_t min = 1;
  std::size_t max = 200;
  double max_factor = 5;  ///< of the calls in flight
  double window_least_s = 1;
  double window_most_s = 30;
  std::size_t window_calls = 50;
  double quantile = 0.9;
  double usual_span = 10;  ///< windows
  std::size_t correlated = 50;
  backoff wait;
};

class failsafe_adaptive : public rival_law {
 public:
  explicit failsafe_adaptive(const failsafe_options& options);

  /// Takes `seconds` into the usual round trip, as the project's tests do before they start.
  void know_usual(double seconds) { usual_.add(seconds); }

 private:
  enum class change : std::uint8_t { grow, stay, shrink };

  void heard(const completion& c) override;
  void judge(double now_s, double in_flight, bool full);
  [[nodiscard]] change decide(double queue, double now_s, double in_flight, bool full);
  [[nodiscard]] double smooth(double round_trip_s);

  failsafe_options options_;
  double limit_;
  std::vector<double> window_s_;  // its round trips
  std::size_t in_flight_ = 0;     // at most, in the window
  std::deque<double> last_five_;
  warm_average smoothed_{5};
  warm_average usual_;
  correlation_window throughput_;
  correlation_window round_trip_;
  time_point next_update_{};
};

}  // namespace sluice::bench
