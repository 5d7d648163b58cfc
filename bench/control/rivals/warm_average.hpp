// An exponential moving average over about `span` values whose first ten are averaged plainly, as Netflix's
// concurrency-limits (ExpAvgMeasurement) and failsafe-go (MovingAverage) both keep their latencies.
#pragma once

namespace sluice::bench {

class warm_average {
 public:
  explicit warm_average(double span) : weight_(2 / (span + 1)) {}

  double add(double value) {
    if (count_ < warm_up) {
      sum_ += value;
      value_ = sum_ / ++count_;
    } else {
      value_ += weight_ * (value - value_);
    }
    return value_;
  }
  void scale(double by) { value_ *= by; }

 private:
  static constexpr double warm_up = 10;
  double weight_;
  double count_ = 0;
  double sum_ = 0;
  double value_ = 0;
};

}  // namespace sluice::bench
