#include "bench/control/random_state.hpp"
#include "control/adaptive_law.hpp"
#include "tests/unit/control/named_scenario.hpp"

#include <cstdint>

#include <doctest/doctest.h>

namespace sluice {
namespace {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t states = 3'000;
constexpr std::uint64_t recoveries = 3;
#else
constexpr std::uint64_t states = 100'000;
constexpr std::uint64_t recoveries = 60;
#endif
constexpr std::size_t ceiling = 64;

TEST_CASE("whatever an org does, the window stays in its bounds and the pace is a number over nothing") {
  for (std::uint64_t seed = 1; seed <= states; ++seed) {
    adaptive_law law(bench::any_options(seed, ceiling));
    bench::any_org org(seed);
    bool right = true;
    for (int i = 0; i < 40; ++i) {
      static_cast<void>(law.ended(org.next(law.current())));
      const setting& s = law.current();
      right = right && s.window >= 1 && s.window <= ceiling && s.pace > 0 && s.burst >= 1;
    }
    CAPTURE(seed);
    REQUIRE(right);
  }
}

TEST_CASE("a window that is not used is no evidence, and does not grow") {
  adaptive_law law({.window = {.first = 10, .max = ceiling}});
  time_point now(std::chrono::hours(1));
  completion c{.kind = call_kind("flows"), .latency = std::chrono::milliseconds(100)};
  for (std::uint64_t id = 1; id <= 20'000; ++id) {
    c.granted = {.id = id, .epoch = law.current().epoch, .in_flight = 1};
    c.at = now += std::chrono::milliseconds(100);
    static_cast<void>(law.ended(c));
    // What the first replies may raise once, before anything could be seen.
    REQUIRE(law.current().window <= 20);
  }
}

TEST_CASE("from any state the law comes back to what the org can bear") {
  const auto all = bench::read_scenarios(SLUICE_SCENARIOS);
  const bench::scenario& knee = bench::named(all, "knee 40");
  for (std::uint64_t seed = 1; seed <= recoveries; ++seed) {
    CAPTURE(seed);
    CHECK(bench::comes_back(knee, seed) >= 0.85);
  }
}

TEST_CASE("a window of two that is sure of a queue finds out that there is none") {
  const auto all = bench::read_scenarios(SLUICE_SCENARIOS);
  const bench::scenario& knee = bench::named(all, "knee 20");
  // Of 40,000 random states those that stayed there while the belief was never doubted.
  for (const std::uint64_t seed : {1255U, 6112U, 10569U, 16775U, 20155U, 20363U, 31509U, 35940U}) {
    CAPTURE(seed);
    CHECK(bench::comes_back(knee, seed) >= 0.85);
  }
}

TEST_CASE("a small window is not kept where it is by a wide spread, be it real or only believed") {
  const auto all = bench::read_scenarios(SLUICE_SCENARIOS);
  // States that were told nothing by three calls instead of two.
  CHECK(bench::comes_back(bench::named(all, "knee 20"), 74213) >= 0.85);
  CHECK(bench::comes_back(bench::named(all, "lognormal 1.0"), 66) >= 0.85);
}
}  // namespace
}  // namespace sluice
