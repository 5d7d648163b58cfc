// What holds for each law in the list, and what the two that are no project's do.
#include "bench/control/rivals/rivals.hpp"

#include "bench/control/rivals/fixed_law.hpp"
#include "bench/control/rivals/goodput_climb.hpp"
#include "tests/unit/rivals/ended_call.hpp"
#include "tests/unit/rivals/published_run.hpp"

#include <cmath>
#include <memory>
#include <random>
#include <set>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace sluice::bench {
namespace {
constexpr std::size_t knee = 40;

/// Works on `knee` calls at 0.1 s each; with more in flight each takes its share longer.
published_plan knee_server(std::mt19937_64& random, double most_s) {
  return {.server =
              [&random](const server_load& l) {
                const double share = std::max(1.0, static_cast<double>(l.in_flight) / static_cast<double>(knee));
                const double noise = std::exp(0.3 * std::normal_distribution<double>()(random) - 0.045);
                return answer{.after_s = 0.1 * share * noise};
              },
          .most_s = most_s};
}

published_figures on_the_knee(control_law& law, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return run_published(law, knee_server(random, 60));
}

std::vector<setting> settings_over(control_law& law, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<setting> all;
  for (int i = 1; i <= 3000; ++i) {
    ended_call c{.at_s = 0.005 * i, .round_trip_s = 0.05 + 0.1 * std::exponential_distribution<double>()(random)};
    c.in_flight = law.current().window;
    c.left = c.in_flight - 1;
    const auto dice = random() % 20;
    if (dice == 0) c.result = a_429;
    if (dice == 1) c.result = a_503;
    if (dice == 2) c.result = {.cls = outcome_class::broken};
    completion done = c.as_completion();
    done.granted.epoch = law.current().epoch;
    law.ended(done);
    all.push_back(law.current());
  }
  return all;
}

TEST_CASE("each rival has a name of its own, and starts within the most that it is given") {
  std::set<std::string_view> names;
  for (const rival& r : rivals()) {
    CAPTURE(r.name);
    CHECK(names.insert(r.name).second);
    CHECK(r.make(10, 64, 1)->current().window >= 1);
    CHECK(r.make(10, 64, 1)->current().window <= 64);
  }
}

TEST_CASE("each rival stays within its bounds, counts its settings, and repeats itself on the same seed") {
  for (const rival& r : rivals()) {
    CAPTURE(r.name);
    const auto law = r.make(10, 64, 5);
    const auto again = r.make(10, 64, 5);
    const std::vector<setting> all = settings_over(*law, 3);
    CHECK(all == settings_over(*again, 3));
    for (std::size_t i = 0; i < all.size(); ++i) {
      REQUIRE(all[i].window >= 1);
      REQUIRE(all[i].window <= 64);
      REQUIRE(all[i].pace > 0);
      if (i > 0 && all[i] != all[i - 1]) REQUIRE(all[i].epoch == all[i - 1].epoch + 1);
    }
  }
}

TEST_CASE("a call that we dropped ourselves moves no rival") {
  for (const rival& r : rivals()) {
    CAPTURE(r.name);
    const auto law = r.make(10, 64, 5);
    const setting before = law->current();
    law->ended(ended_call{.at_s = 9, .result = {.cls = outcome_class::broken, .cancelled = true}}.as_completion());
    CHECK(law->current() == before);
  }
}

// Shares of 400 a second in a minute with its ramp: no rival is a straw man where its rule can work.
TEST_CASE("each project's law uses most of a plain knee") {
  for (const rival& r : rivals()) {
    if (r.name == "fixed") continue;
    CAPTURE(r.name);
    const auto law = r.make(20, 128, 1);
    const double per_second = static_cast<double>(on_the_knee(*law, 1).served) / 60;
    CHECK(per_second >= 0.85 * 400);
  }
}

TEST_CASE("climbing on goodput comes near a knee from either side") {
  for (const std::size_t first : {std::size_t{10}, std::size_t{100}}) {
    CAPTURE(first);
    goodput_climb law({.first = first});
    const published_figures f = on_the_knee(law, 2);
    CHECK(static_cast<double>(f.served) / 60 >= 0.7 * 400);
    CHECK(f.window.mean() <= 2 * knee);
  }
}

TEST_CASE("a fixed law never moves its window and its pace") {
  fixed_law law({.window = 20, .pace = 50, .burst = 1});
  const published_figures f = on_the_knee(law, 3);
  CHECK(static_cast<double>(f.served) / 60 == doctest::Approx(50).epsilon(0.02));
  CHECK(f.window.max() == 20);
}
}  // namespace
}  // namespace sluice::bench
