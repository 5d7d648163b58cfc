#include "bench/control/judgement.hpp"
#include "control/adaptive_law.hpp"

#include <string>

#include <doctest/doctest.h>

namespace sluice::bench {
namespace {
// Ten seeds judge the law; a sanitizer's build, some thirty times slower, looks at its memory only.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t seeds = 1;
#else
constexpr std::uint64_t seeds = 10;
#endif

trace run_law(const scenario& s, std::uint64_t seed) {
  adaptive_law law({.window = {.first = s.first, .max = s.max}, .seed = seed});
  return run(s, law, seed);
}

TEST_CASE("each scenario's expectations hold, but for the seeds that it allows itself") {
  for (const scenario& s : read_scenarios(SLUICE_SCENARIOS)) {
    CAPTURE(s.name);
    std::size_t wrong = 0;
    std::string why;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      const auto broken = broken_expectations(run_law(s, seed), s);
      wrong += broken.empty() ? 0 : 1;
      for (const std::string& line : broken) why += "\n  seed " + std::to_string(seed) + ": " + line;
    }
    CAPTURE(why);
    CHECK(wrong <= s.seeds_allowed_wrong);
  }
}

TEST_CASE("the same seed gives the same trace") {
  const scenario s = read_scenarios(SLUICE_SCENARIOS).front();
  CHECK(run_law(s, 7).latencies == run_law(s, 7).latencies);
}
}  // namespace
}  // namespace sluice::bench
