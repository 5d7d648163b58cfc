// The adaptive retry mode of the AWS SDKs: boto/botocore 0e6e240 (botocore/retries/{adaptive,bucket,throttling}.py);
// smithy-lang/smithy-rs 56ee88c (client_rate_limiter.rs) has the same figures.
//
// No limit until the first refusal. Measured rate: replies of each half second, newest weighing 0.8. Refused: w = the
// lesser of the measured and the allowed rate, which becomes 0.7 w, for each refusal anew. Else, t seconds after the
// last refusal, 0.4 (t - K)^3 + w with K = cbrt(0.3 w / 0.4). At most twice the measured rate, at least 0.5 a second;
// the bucket holds a second's worth.
//
// It limits no concurrency: the window is the most that it is given. A 503 is no throttling to it. Its token bucket is
// its hold after a throttled call; the further wait of that call alone is left out, and after a 503 a `backoff` stands
// for it.
#pragma once

#include "bench/control/rivals/rival_law.hpp"

#include <optional>

namespace sluice::bench {

struct aws_options {
  std::size_t window = 200;  ///< its threads or connections, which it takes from its user
  double decrease = 0.7;
  double growth = 0.4;
  double smoothing = 0.8;
  double measured_every_s = 0.5;
  double most_of_measured = 2;
  double least_rate = 0.5;
  backoff wait;
};

class aws_adaptive : public rival_law {
 public:
  explicit aws_adaptive(const aws_options& options);

  /// Calls a second that the last replies came at; and that it would allow, were it limiting.
  [[nodiscard]] double measured_rate() const { return measured_; }
  [[nodiscard]] double allowed_rate() const { return allowed_; }

 private:
  void heard(const completion& c) override;
  void measure(double at_s);
  [[nodiscard]] double cubic(double at_s) const;

  aws_options options_;
  bool limiting_ = false;
  double measured_ = 0;
  double allowed_;
  double rate_refused_ = 0;  // w
  std::optional<double> refused_at_s_;
  std::optional<double> measured_until_s_;
  double replies_ = 0;
};

}  // namespace sluice::bench
