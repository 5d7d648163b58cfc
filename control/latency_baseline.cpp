#include "control/latency_baseline.hpp"

#include <algorithm>
#include <cmath>

namespace sluice {

namespace {
constexpr std::size_t replies_to_know_a_kind = 8;
constexpr double greatest_correction = 0.3;
constexpr double replies_for_full_weight = 200;
constexpr double shortest_latency_s = 1e-6;
}  // namespace

std::optional<double> latency_baseline::excess(const call_kind& kind, duration latency, double level) {
  of_kind& k = kinds_[kind];
  const double y = std::log(std::max(seconds(latency), shortest_latency_s));
  if (k.learnt < replies_to_know_a_kind) {
    ++k.learnt;
    k.baseline += (y - level - k.baseline) / static_cast<double>(k.learnt);
    return {};
  }
  ++k.seen;
  k.sum += y - k.baseline;
  return y - k.baseline;
}

void latency_baseline::end_round() {
  double sum = 0;
  std::size_t seen = 0;
  std::size_t kinds = 0;
  for (const auto& [kind, k] : kinds_) {
    sum += k.sum;
    seen += k.seen;
    kinds += k.seen > 0 ? 1 : 0;
  }
  const double mean = seen > 0 ? sum / static_cast<double>(seen) : 0;
  for (auto& [kind, k] : kinds_) {
    if (kinds > 1 && k.seen > 0) {
      const auto n = static_cast<double>(k.seen);
      k.baseline += std::min(greatest_correction, n / replies_for_full_weight) * (k.sum / n - mean);
    }
    k.seen = 0;
    k.sum = 0;
  }
}

}  // namespace sluice
