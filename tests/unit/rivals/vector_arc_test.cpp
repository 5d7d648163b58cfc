// Vector's own scenarios: vectordotdev/vector c3445d4, tests/data/adaptive-concurrency/*.yaml, run by
// src/sinks/util/adaptive_concurrency/tests.rs. Its ranges are wide where its runtime is not deterministic.
#include "bench/control/rivals/vector_arc.hpp"

#include "bench/control/rivals/fixed_law.hpp"
#include "tests/unit/rivals/published_run.hpp"

#include <cmath>
#include <memory>
#include <random>
#include <string>

#include <doctest/doctest.h>

namespace sluice::bench {
namespace {
constexpr double any = -1;

struct range {
  double least = 0;
  double most = 1e9;
};

struct level_range {
  range max;
  range mean;
  range mode;
};

// The project's `params` and `stats`.
struct vector_case {
  std::string name;
  std::size_t requests = 500;
  double delay_s = 0.1;
  double interval_s = 0;
  double jitter = 0;
  double scale = 0;  // of the delay, for each further call in flight
  double knee = any;
  double knee_exp = 1;
  double limit = any;  // in flight
  double rate = any;   // a second, refused calls included
  bool drops = false;
  level_range in_flight;
  level_range sent;
  level_range window;
};

// Its runtime's timers go by whole milliseconds, and a sleep ends with the next one.
double by_its_timers(double s) {
  return (std::ceil(s * 1000 - 1e-6) + 1) / 1000;
}

answer serve(const vector_case& v, const server_load& load, std::mt19937_64& random) {
  const auto in_flight = static_cast<double>(load.in_flight);
  const auto delay = [&](double at_level) {
    const double knee = v.knee == any ? 0 : std::pow(v.knee_exp, std::max(0.0, at_level - v.knee)) - 1;
    const double noise = v.jitter > 0 ? v.jitter * std::exponential_distribution<double>()(random) : 0;
    return v.delay_s * (1 + noise + (at_level - 1) * v.scale + knee);
  };
  const bool over =
      (v.limit != any && in_flight > v.limit) || (v.rate != any && static_cast<double>(load.last_second) > v.rate);
  if (!over) return {.after_s = by_its_timers(delay(in_flight))};
  if (v.drops) return {.never = true};
  return {.after_s = by_its_timers(delay(1)), .result = {.cls = outcome_class::limited, .status = 429}};
}

// 1, 2, 3, 5, 8 ... s, at most 30 s; the project's tests switch the jitter off.
double fibonacci_s(std::size_t failures) {
  double before = 1;
  double now = 1;
  for (std::size_t i = 1; i < failures; ++i) before = std::exchange(now, now + before);
  return std::min(now, 30.0);
}

void check_level(const std::string& what, const level& l, const level_range& wanted) {
  CAPTURE(what);
  CHECK(static_cast<double>(l.max()) >= wanted.max.least);
  CHECK(static_cast<double>(l.max()) <= wanted.max.most);
  CHECK(l.mean() >= wanted.mean.least);
  CHECK(l.mean() <= wanted.mean.most);
  CHECK(static_cast<double>(l.mode()) >= wanted.mode.least);
  CHECK(static_cast<double>(l.mode()) <= wanted.mode.most);
}

void check_case(const vector_case& v, control_law& law, std::uint64_t seed) {
  CAPTURE(v.name);
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const published_figures f = run_published(law, {.server = [&](const server_load& l) { return serve(v, l, random); },
                                                  .calls = v.requests,
                                                  .interval_s = v.interval_s,
                                                  .wait_s = fibonacci_s,
                                                  .timeout_s = 1});
  CHECK(f.served == v.requests);
  check_level("in flight", f.in_flight, v.in_flight);
  check_level("sent a second", f.rate, v.sent);
  check_level("window", f.window, v.window);
}

const std::vector<vector_case>& cases() {
  static const std::vector<vector_case> all{
      {.name = "constant link",
       .in_flight = {.max = {30, 31}, .mean = {15, 16}},
       .window = {.max = {22, 32}, .mean = {16, 18}}},
      {.name = "shallow knee",
       .requests = 1000,
       .knee = 10,
       .knee_exp = 1.1,
       .in_flight = {.max = {12, 12}, .mean = {9, 11}, .mode = {9, 12}},
       .sent = {.max = {103, 108}, .mean = {87, 89}},
       .window = {.max = {12, 12}, .mean = {10, 12}, .mode = {9, 12}}},
      {.name = "defers at high concurrency",
       .limit = 5,
       .in_flight = {.max = {5, 18}, .mean = {2.2, 5}, .mode = {0, 6}},
       .sent = {.max = {52, 63}, .mean = {20, 44}},
       .window = {.max = {6, 41}, .mean = {4, 29}, .mode = {2, 29}}},
      {.name = "defers at high rate",
       .requests = 1000,
       .rate = 100,
       .in_flight = {.max = {16, 24}, .mean = {6, 9}},
       .sent = {.max = {90, 123}, .mean = {31, 75}},
       .window = {.max = {16, 24}, .mean = {8, 18.5}}},
      {.name = "drops at high concurrency",
       .limit = 5,
       .drops = true,
       .in_flight = {.max = {4, 5}, .mean = {3, 4}, .mode = {3, 5}},
       .sent = {.max = {55, 90}, .mean = {31, 54}},
       .window = {.max = {10, 86}, .mean = {7, 52}, .mode = {4, 77}}},
      {.name = "jittery link",
       .requests = 1000,
       .jitter = 0.1,
       .in_flight = {.max = {20, 40}, .mean = {8, 20}},
       .sent = {.max = {165, 350}, .mean = {70, 150}},
       .window = {.max = {20, 40}, .mean = {9, 20}}},
      {.name = "medium send",
       .interval_s = 0.025,
       .in_flight = {.max = {8, 8}, .mean = {4, 4.5}, .mode = {4, 5}},
       .window = {.max = {9, 9}}},
      {.name = "slow link",
       .requests = 200,
       .scale = 1,
       .in_flight = {.max = {2, 7}, .mean = {1.5, 5}, .mode = {2, 5}},
       .window = {.mean = {1.7, 5}, .mode = {2, 5}}},
      {.name = "slow send at half the link's speed",
       .requests = 100,
       .delay_s = 0.05,
       .interval_s = 0.1,
       .in_flight = {.max = {1, 1}, .mean = {0.5, 0.55}, .mode = {1, 1}},
       .window = {.mean = {1, 2}, .mode = {1, 2}}},
      {.name = "slow send at the link's speed",
       .requests = 100,
       .delay_s = 0.05,
       .interval_s = 0.05,
       .in_flight = {.max = {1, 2}, .mean = {1, 1.2}, .mode = {1, 1}},
       .window = {.mean = {2, 2.5}, .mode = {2, 3}}},
  };
  return all;
}

TEST_CASE("ARC stays within the figures of each of Vector's own scenarios") {
  for (const vector_case& v : cases()) {
    for (std::uint64_t seed = 1; seed <= (v.jitter > 0 ? 10 : 1); ++seed) {
      vector_arc law({});
      check_case(v, law, seed);
    }
  }
}

TEST_CASE("a fixed window does what Vector's two scenarios of one say") {
  fixed_law ten({.window = 10});
  check_case({.name = "fixed, simple",
              .in_flight = {.max = {10, 10}, .mean = {8, 10}, .mode = {10, 10}},
              .sent = {.max = {90, 90}, .mean = {80, 85}}},
             ten, 1);
  check_case({.name = "fixed, jitter",
              .jitter = 0.5,
              .in_flight = {.max = {10, 10}, .mean = {8, 10}, .mode = {10, 10}},
              .sent = {.max = {65, 84}, .mean = {55, 66}}},
             ten, 1);
}

TEST_CASE("ARC goes from 20 to 40 in flight in 20 round trips where nothing slows down") {
  vector_arc law({.first = 20});
  const published_figures f =
      run_published(law, {.server = [](const server_load&) { return answer{.after_s = 0.1}; }, .most_s = 10});
  CHECK(f.reached_at.at(40) / 0.1 == doctest::Approx(20).epsilon(0.15));
}
}  // namespace
}  // namespace sluice::bench
