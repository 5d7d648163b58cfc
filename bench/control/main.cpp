// bench_control [PART-OF-A-NAME [SEEDS]]: runs the law on the scenarios and prints a table, medians of the seeds.
// share: of the best fixed window's throughput, and the worst seed's; f: mean in flight over what the server works on
// at once; latency: median over that without a queue; settle: round trips after the worst change until the window is
// right; wrong: seeds for which an expectation of the scenario does not hold.
#include "bench/control/closed_loop.hpp"
#include "bench/control/judgement.hpp"
#include "control/adaptive_law.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include <fmt/core.h>

namespace {
using namespace sluice;
using namespace sluice::bench;

double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

trace run_with(const scenario& s, std::uint64_t seed, std::optional<std::size_t> fixed) {
  adaptive_law law({.window = {.first = s.first, .max = s.max}, .fixed = fixed, .seed = seed});
  return run(s, law, seed);
}

double best_fixed(const scenario& s, std::uint64_t seed) {
  double best = 0;
  for (std::size_t w = 1; w <= s.max; w += std::max<std::size_t>(1, w / 8)) {
    best = std::max(best, over(run_with(s, seed, w), s, 0, s.run_s).per_second);
  }
  return best;
}

void print_row(const scenario& s, std::uint64_t seeds) {
  std::vector<double> share, load, latency, refused, settle;
  std::size_t wrong = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const trace t = run_with(s, seed, {});
    const span_figures whole = over(t, s, 0, s.run_s);
    share.push_back(whole.per_second / best_fixed(s, seed));
    load.push_back(mean_load(t, s));
    latency.push_back(t.latencies.empty() ? 0 : median(t.latencies) / s.stages.front().server.unloaded_s());
    refused.push_back(whole.refused);
    settle.push_back(settle_round_trips(t, s));
    wrong += broken_expectations(t, s).empty() ? 0 : 1;
  }
  fmt::print("| {:<28} | {:.3f} | {:.3f} | {:.2f} | {:.2f} | {:.2f} % | {:.0f} | {} |\n", s.name, median(share),
             *std::min_element(share.begin(), share.end()), median(load), median(latency), 100 * median(refused),
             median(settle), wrong);
}
}  // namespace

int main(int argc, char** argv) {
  const std::string part = argc > 1 ? argv[1] : "";
  const std::uint64_t seeds = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 10;
  fmt::print(
      "| scenario | share | worst | f | latency | refused | settle | wrong |\n|---|---|---|---|---|---|---|---|\n");
  for (const scenario& s : read_scenarios(SLUICE_SCENARIOS)) {
    if (s.name.find(part) != std::string::npos) print_row(s, seeds);
  }
  return 0;
}
