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
constexpr double least_part_without_queue = 0.2;  // of a reply: the delay is a mean, and some calls wait less
constexpr int newton_steps = 8;
}  // namespace

void latency_baseline::expect(const std::vector<law_view::baseline>& baselines) {
  for (const law_view::baseline& b : baselines) {
    kinds_[b.kind] = {.learnt = replies_to_know_a_kind, .baseline = std::log(std::max(b.seconds, shortest_latency_s))};
  }
}

std::optional<double> latency_baseline::excess(const call_kind& kind, duration latency) {
  of_kind& k = kinds_[kind];
  const double s = std::max(seconds(latency), shortest_latency_s);
  if (k.learnt < replies_to_know_a_kind) {
    ++k.learnt;
    const double without_queue = std::max(s - load_.delay_s, least_part_without_queue * s);
    k.baseline += (std::log(without_queue) - load_.unloaded - k.baseline) / static_cast<double>(k.learnt);
    return {};
  }
  const double x = std::log(s) - k.baseline;
  ++k.seen;
  k.sum += x;
  return x;
}

double latency_baseline::expected(const of_kind& k) const {
  return load_.unloaded + std::log1p(load_.delay_s / std::exp(k.baseline + load_.unloaded));
}

// The time that explains the round's mean excess, by Newton's method. The excess grows ever more slowly with it, so
// each step falls short and none goes too far.
double latency_baseline::shared_delay(double over_unloaded, double unloaded) const {
  double delay = 0;
  for (int i = 0; i < newton_steps; ++i) {
    double missing = 0;
    double slope = 0;
    for (const auto& [kind, k] : kinds_) {
      const auto n = static_cast<double>(k.seen);
      const double without_queue = std::exp(k.baseline + unloaded);
      missing += n * (over_unloaded - std::log1p(delay / without_queue));
      slope += n / (without_queue + delay);
    }
    delay += missing / slope;
  }
  return delay;
}

void latency_baseline::end_round(bool calm, double unloaded) {
  double sum = 0;
  std::size_t seen = 0;
  for (const auto& [kind, k] : kinds_) {
    sum += k.sum;
    seen += k.seen;
  }
  if (seen == 0) return;
  const double mean = sum / static_cast<double>(seen);
  load_.unloaded = std::min(mean, unloaded);
  load_.delay_s = mean > unloaded ? shared_delay(mean - unloaded, unloaded) : 0;
  for (auto& [kind, k] : kinds_) {
    if (calm && k.seen > 0) k.baseline += correction * (k.sum / static_cast<double>(k.seen) - expected(k));
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
