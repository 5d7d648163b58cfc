// Latencies in buckets of which each is 2 % wider than the one before, from 0.1 ms to beyond 1,000 s; so a quantile is
// within 2 % of the true one, at a fixed cost in memory (7 KB). Pure. The difference of two states of one histogram is
// the histogram of what came between them.
#pragma once

#include "protocol/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace sluice {

class latency_histogram {
 public:
  /// The bucket of a latency; what lies outside the range goes to the first or the last one.
  [[nodiscard]] static std::size_t bucket_of(duration latency);

  void add(std::size_t bucket) { ++counts_[bucket], ++count_; }
  void add(duration latency) { add(bucket_of(latency)); }

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// The smallest latency that a share of `q` (above 0, at most 1) does not exceed; nothing when nothing was added.
  [[nodiscard]] std::optional<double> quantile_seconds(double q) const;
  /// REQUIRES: `earlier` is a former state of this histogram.
  [[nodiscard]] latency_histogram since(const latency_histogram& earlier) const;

 private:
  static constexpr std::size_t buckets = 816;
  std::array<std::uint64_t, buckets> counts_{};
  std::uint64_t count_ = 0;
};

}  // namespace sluice
