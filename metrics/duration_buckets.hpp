// Durations counted by the bounds that the Prometheus histograms of this program share: few enough that every kind of
// call can have its own, exact at each bound. Pure.
#pragma once

#include "protocol/time.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace sluice {

class duration_buckets {
 public:
  /// In seconds; a bucket holds what is at most its bound (Prometheus's `le`).
  static constexpr std::array<double, 12> bounds{.005, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 120};

  void add(duration d) {
    const double s = seconds(d);
    const auto bound = std::lower_bound(bounds.begin(), bounds.end(), s);
    ++counts_[static_cast<std::size_t>(bound - bounds.begin())];
    ++count_;
    sum_seconds_ += s;
  }

  /// How many are at most bounds[i].
  [[nodiscard]] std::uint64_t up_to(std::size_t i) const {
    std::uint64_t n = 0;
    for (std::size_t k = 0; k <= i; ++k) n += counts_[k];
    return n;
  }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] double sum_seconds() const { return sum_seconds_; }

 private:
  std::array<std::uint64_t, bounds.size() + 1> counts_{};
  std::uint64_t count_ = 0;
  double sum_seconds_ = 0;
};

}  // namespace sluice
