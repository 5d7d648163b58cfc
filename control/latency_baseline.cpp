#include "control/latency_baseline.hpp"

#include <algorithm>
#include <cmath>

namespace sluice {

namespace {
// Few, since they are lost to the search for the window; a round's corrections mend what they got wrong.
constexpr std::size_t replies_to_know_a_kind = 4;
// The same for every kind, however often it was seen: else the kinds' errors would move the mean of all.
constexpr double correction = 0.1;
constexpr double shortest_latency_s = 1e-6;
}  // namespace

void latency_baseline::expect(const std::vector<law_view::baseline>& baselines) {
  for (const law_view::baseline& b : baselines) {
    kinds_[b.kind] = {.learnt = replies_to_know_a_kind, .baseline = std::log(std::max(b.seconds, shortest_latency_s))};
  }
}

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

void latency_baseline::end_round(bool calm) {
  double sum = 0;
  std::size_t seen = 0;
  for (const auto& [kind, k] : kinds_) {
    sum += k.sum;
    seen += k.seen;
  }
  const double mean = seen > 0 ? sum / static_cast<double>(seen) : 0;
  for (auto& [kind, k] : kinds_) {
    if (calm && k.seen > 0) k.baseline += correction * (k.sum / static_cast<double>(k.seen) - mean);
    k.seen = 0;
    k.sum = 0;
  }
}

std::vector<law_view::baseline> latency_baseline::known(double level) const {
  std::vector<law_view::baseline> all;
  for (const auto& [kind, k] : kinds_) {
    if (k.learnt >= replies_to_know_a_kind) all.push_back({.kind = kind, .seconds = std::exp(k.baseline + level)});
  }
  return all;
}

}  // namespace sluice
