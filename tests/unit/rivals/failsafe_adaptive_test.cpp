// failsafe-go/failsafe-go 5759a5e, adaptivelimiter/adaptivelimiter_test.go: a usual round trip of 1 s is known, and a
// call every two seconds makes a window.
#include "bench/control/rivals/failsafe_adaptive.hpp"

#include "tests/unit/rivals/ended_call.hpp"
#include "tests/unit/rivals/published_run.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace sluice::bench {
namespace {
std::vector<std::size_t> limits_after(failsafe_options options, const std::vector<ended_call>& calls) {
  options.window_calls = 1;
  options.window_most_s = 1;
  failsafe_adaptive law(options);
  for (int i = 0; i < 10; ++i) law.know_usual(1);
  std::vector<std::size_t> limits;
  double at_s = 0;
  for (ended_call c : calls) {
    c.at_s = at_s += 2;
    law.ended(c.as_completion());
    limits.push_back(law.current().window);
  }
  return limits;
}

using limits = std::vector<std::size_t>;

TEST_CASE("the limit grows without a queue, shrinks with one, and stays between") {
  CHECK(limits_after({}, {{.round_trip_s = 1, .in_flight = 5}, {.round_trip_s = 0.5, .in_flight = 5}}) ==
        limits{21, 22});
  CHECK(limits_after({}, {{.round_trip_s = 2, .in_flight = 10}, {.round_trip_s = 2, .in_flight = 10}}) ==
        limits{19, 18});
  CHECK(limits_after({}, {{.round_trip_s = 1.3, .in_flight = 10}, {.round_trip_s = 1.3, .in_flight = 10}}) ==
        limits{20, 20});
}

TEST_CASE("the limit goes down one by one to its factor of what is in flight") {
  CHECK(limits_after({.max_factor = 1.5},
                     {{.round_trip_s = 1, .in_flight = 20}, {.round_trip_s = 1, .in_flight = 5}}) == limits{21, 20});
}

TEST_CASE("from 20 to 40 in flight takes 200 round trips of 0.1 s where nothing slows down") {
  failsafe_adaptive law({});
  const published_figures f =
      run_published(law, {.server = [](const server_load&) { return answer{.after_s = 0.1}; }, .most_s = 40});
  CHECK(f.reached_at.at(40) / 0.1 == doctest::Approx(200).epsilon(0.1));
}

TEST_CASE("two series correlate from ten pairs on, and only if both vary") {
  correlation_window rising(50);
  correlation_window flat(50);
  correlation_window::figures last;
  correlation_window::figures last_flat;
  for (int i = 1; i <= 9; ++i) CHECK(rising.add(i, 2 * i).correlation == 0);
  for (int i = 10; i <= 20; ++i) last = rising.add(i, 2 * i);
  for (int i = 1; i <= 20; ++i) last_flat = flat.add(i, 5);
  CHECK(last.correlation == doctest::Approx(1));
  CHECK(last_flat.correlation == 0);
}
}  // namespace
}  // namespace sluice::bench
