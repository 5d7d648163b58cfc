// Times counted in buckets a fiftieth wide, for quantiles of any number of them in bounded memory.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace sluice::orgsim {

class time_histogram {
 public:
  void add(std::chrono::nanoseconds t) {
    const double s = std::chrono::duration<double>(t).count();
    ++count_;
    sum_s_ += s;
    max_s_ = std::max(max_s_, s);
    ++buckets_[bucket_of(s)];
  }

  std::uint64_t count() const { return count_; }
  double sum_s() const { return sum_s_; }
  double max_s() const { return max_s_; }
  double mean_s() const { return count_ > 0 ? sum_s_ / static_cast<double>(count_) : 0; }
  // The middle of the bucket in which that share of the times is reached.
  double quantile_s(double share) const {
    const double wanted = share * static_cast<double>(count_);
    double seen = 0;
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
      seen += static_cast<double>(buckets_[i]);
      if (seen >= wanted && buckets_[i] > 0)
        return i == 0 ? 0 : least_s * std::pow(width, static_cast<double>(i) - 0.5);
    }
    return 0;
  }

 private:
  static constexpr double least_s = 1e-6;
  static constexpr double width = 1.02;
  static std::size_t bucket_of(double s) {
    if (s <= least_s) return 0;
    return std::min<std::size_t>(1 + static_cast<std::size_t>(std::log(s / least_s) / std::log(width)), buckets - 1);
  }
  static constexpr std::size_t buckets = 1200;  // up to hours

  std::array<std::uint32_t, buckets> buckets_{};
  std::uint64_t count_ = 0;
  double sum_s_ = 0;
  double max_s_ = 0;
};

}  // namespace sluice::orgsim
