// Netflix/concurrency-limits 78a74b9, concurrency-limits-core/src/test/.../limit: VegasLimitTest, AIMDLimitTest. It has
// no test of Gradient2, whose figures here follow from its rule.
#include "bench/control/rivals/netflix_aimd.hpp"
#include "bench/control/rivals/netflix_gradient2.hpp"
#include "bench/control/rivals/netflix_vegas.hpp"
#include "tests/unit/rivals/ended_call.hpp"
#include "tests/unit/rivals/published_run.hpp"

#include <random>

#include <doctest/doctest.h>

namespace sluice::bench {
namespace {
netflix_vegas vegas_of_the_tests() {
  return netflix_vegas({.first = 10, .max = 20, .alpha = 3, .beta = 6, .windowed = false});
}

std::size_t after(control_law& law, const ended_call& c) {
  law.ended(c.as_completion());
  return law.current().window;
}

TEST_CASE("Vegas grows without a queue, shrinks with one, and stays between") {
  netflix_vegas grows = vegas_of_the_tests();
  CHECK(after(grows, {.round_trip_s = 0.010, .in_flight = 10}) == 10);
  CHECK(after(grows, {.round_trip_s = 0.010, .in_flight = 11}) == 16);
  netflix_vegas shrinks = vegas_of_the_tests();
  CHECK(after(shrinks, {.round_trip_s = 0.010, .in_flight = 10}) == 10);
  CHECK(after(shrinks, {.round_trip_s = 0.050, .in_flight = 11}) == 9);
  netflix_vegas stays = vegas_of_the_tests();
  CHECK(after(stays, {.round_trip_s = 0.010, .in_flight = 10}) == 10);
  CHECK(after(stays, {.round_trip_s = 0.014, .in_flight = 14}) == 10);
}

TEST_CASE("Vegas grows by six times the logarithm of a large limit") {
  netflix_vegas law({.first = 10'000, .max = 20'000, .windowed = false});
  CHECK(after(law, {.round_trip_s = 10, .in_flight = 5000}) == 10'000);
  CHECK(after(law, {.round_trip_s = 10, .in_flight = 6000}) == 10'024);
}

TEST_CASE("AIMD adds one for a success with half the limit in flight, and takes a tenth for a drop") {
  netflix_aimd succeeds({.first = 20});
  CHECK(after(succeeds, {.round_trip_s = 0.001, .in_flight = 10}) == 21);
  netflix_aimd drops({.first = 30});
  CHECK(after(drops, {.result = a_429}) == 27);
  netflix_aimd full({.first = 21, .min = 0, .max = 21});
  CHECK(after(full, {.round_trip_s = 0.001, .in_flight = 10}) == 21);
}

TEST_CASE("AIMD takes a call of more than five seconds for a drop") {
  netflix_aimd law({.first = 30});
  CHECK(after(law, {.round_trip_s = 5.1, .in_flight = 30}) == 27);
}

TEST_CASE("Gradient2 adds a fifth of its queue of four a second: 250 round trips of 0.1 s from 20 to 40") {
  std::mt19937_64 random(1);
  const auto server = [&random](const server_load&) {
    return answer{.after_s = std::uniform_real_distribution<double>(0.09, 0.11)(random)};
  };
  netflix_gradient2 law({});
  const published_figures f = run_published(law, {.server = server, .most_s = 40});
  CHECK(f.reached_at.at(40) / 0.1 == doctest::Approx(250).epsilon(0.1));
}

TEST_CASE("Gradient2 gives up a tenth, less its queue, where a second's round trip has risen fourfold") {
  netflix_gradient2 law({.first = 100});
  double at_s = 0;
  const auto second_of = [&](double round_trip_s) {
    for (int i = 0; i < 100; ++i) after(law, {.at_s = at_s += 0.01, .round_trip_s = round_trip_s, .in_flight = 100});
  };
  for (int i = 0; i < 12; ++i) second_of(0.1);
  const auto before = static_cast<double>(law.current().window);
  second_of(0.4);
  second_of(0.4);
  const auto once = 0.8 * before + 0.2 * (before * 0.5 + 4);
  CHECK(static_cast<double>(law.current().window) <= once + 1);
  CHECK(static_cast<double>(law.current().window) >= 0.8 * once);
}

TEST_CASE("Gradient2 never goes below 20, whatever refuses") {
  netflix_gradient2 law({});
  for (int i = 1; i < 1000; ++i) {
    CHECK(after(law, {.at_s = 0.01 * i, .round_trip_s = 0.01 * i, .in_flight = 20, .result = a_429}) >= 20);
  }
}
}  // namespace
}  // namespace sluice::bench
