#include "control/latency_baseline.hpp"

#include <algorithm>
#include <cmath>

namespace sluice {

namespace {
// Few, since they are lost to the search for the window; a round's corrections mend what they got wrong.
constexpr std::size_t replies_to_know_a_kind = 4;
constexpr std::size_t remembered = 100;  // replies of a kind: the org changes
constexpr double shortest_latency_s = 1e-6;
constexpr int newton_steps = 8;
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

double latency_baseline::of_kind::seconds_at(double level) const {
  return std::exp(baseline + level);
}

// The time that explains the round's mean excess, by Newton's method. The excess grows ever more slowly with it, so
// each step falls short and none goes too far.
double latency_baseline::shared_delay(double over_unloaded, double unloaded) const {
  double delay = 0;
  for (int i = 0; i < newton_steps; ++i) {
    double missing = 0;
    double slope = 0;
    for (const auto& [kind, k] : kinds_) {
      const double without_queue = k.seconds_at(unloaded);
      missing += k.weight() * (over_unloaded - std::log1p(delay / without_queue));
      slope += k.weight() / (without_queue + delay);
    }
    delay += missing / slope;
  }
  return delay;
}

void latency_baseline::end_round(bool calm, double unloaded) {
  if (calm) put_right(unloaded);
  for (auto& [kind, k] : kinds_) {
    k.seen = 0;
    k.sum = 0;
  }
}

void latency_baseline::put_right(double unloaded) {
  double sum = 0;
  double weights = 0;
  for (const auto& [kind, k] : kinds_) {
    if (k.seen > 0) sum += k.weight() * k.mean();
    weights += k.weight();
  }
  if (weights == 0) return;
  const double mean = sum / weights;
  // Where all was quicker than that, it is a new speed of the org.
  const double without_queue = std::min(mean, unloaded);
  const double delay = shared_delay(mean - without_queue, without_queue);
  for (auto& [kind, k] : kinds_) {
    if (k.seen == 0) continue;
    const auto n = static_cast<double>(k.seen);
    const double expected = without_queue + std::log1p(delay / k.seconds_at(without_queue));
    k.baseline += n / (n + static_cast<double>(k.learnt)) * (k.mean() - expected);
    k.learnt = std::min(k.learnt + k.seen, remembered);
  }
}

std::vector<law_view::baseline> latency_baseline::known(double level) const {
  std::vector<law_view::baseline> all;
  for (const auto& [kind, k] : kinds_) {
    if (k.learnt >= replies_to_know_a_kind) all.push_back({.kind = kind, .seconds = k.seconds_at(level)});
  }
  return all;
}

}  // namespace sluice
