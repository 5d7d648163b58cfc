#include "metrics/latency_histogram.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sluice {
namespace {

constexpr double least_seconds = 1e-4;
const double log_step = std::log(1.02);

}  // namespace

std::size_t latency_histogram::bucket_of(duration latency) {
  const double s = seconds(latency);
  if (s <= least_seconds) return 0;
  const double steps = std::log(s / least_seconds) / log_step;
  return static_cast<std::size_t>(std::min(steps, static_cast<double>(buckets - 1)));
}

std::optional<double> latency_histogram::quantile_seconds(double q) const {
  assert(q > 0 && q <= 1);
  if (count_ == 0) return std::nullopt;
  const auto rank = static_cast<std::uint64_t>(std::ceil(q * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  std::size_t bucket = 0;
  while (bucket + 1 < buckets && (seen += counts_[bucket]) < rank) ++bucket;
  // The geometric middle of the bucket: at most 1 % from anything in it.
  return least_seconds * std::exp((static_cast<double>(bucket) + 0.5) * log_step);
}

latency_histogram latency_histogram::since(const latency_histogram& earlier) const {
  assert(earlier.count_ <= count_);
  latency_histogram between;
  for (std::size_t i = 0; i < buckets; ++i) between.counts_[i] = counts_[i] - earlier.counts_[i];
  between.count_ = count_ - earlier.count_;
  return between;
}

}  // namespace sluice
