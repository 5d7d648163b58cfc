#include "control/capacity_belief.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <doctest/doctest.h>

namespace sluice {
namespace {
constexpr double most = 128;

// An org with a knee, asked round by round at the window that the belief finds best.
struct knee_org {
  capacity_belief belief;
  double knee = 40;
  double unloaded = -2;
  double noise = 0.05;
  double window = 10;
  std::mt19937_64 random{1};

  void round() {
    const double queue = std::log(std::max(1.0, window / knee));
    const double level = unloaded + queue + std::normal_distribution<double>(0, noise)(random);
    belief.observe({.in_flight = window, .level = level, .variance = noise * noise});
    window = belief.best(1, std::min(most, 2 * window));
  }
  void rounds(int n) {
    for (int i = 0; i < n; ++i) round();
  }
};

TEST_CASE("where nothing is known, more is tried") {
  const capacity_belief belief;
  CHECK(belief.best(1, 20) == 20);
}

TEST_CASE("a knee is found, and the window stays a little above it") {
  for (const double knee : {20.0, 40.0, 60.0}) {
    CAPTURE(knee);
    knee_org o{.knee = knee};
    o.rounds(40);
    CHECK(o.window >= knee * 0.97);
    CHECK(o.window <= knee * 1.25 + 1);
    CHECK(o.belief.unloaded() == doctest::Approx(-2).epsilon(0.1));
  }
}

TEST_CASE("noise on every round moves the window by little, and one odd round by less than the odd round says") {
  knee_org o{.noise = 0.2};
  o.rounds(100);
  for (int i = 0; i < 100; ++i) {
    o.round();
    CHECK(o.window >= 30);
    CHECK(o.window <= 65);
  }
  const double before = o.window;
  o.belief.observe({.in_flight = before, .level = o.unloaded + 2, .variance = 0.04});
  CHECK(o.belief.best(1, most) >= 0.67 * before);
}

TEST_CASE("room that goes is given up within a few rounds, room that comes is taken") {
  knee_org o;
  o.rounds(40);
  o.knee = 10;
  o.rounds(6);
  CHECK(o.window <= 16);
  o.rounds(40);
  o.knee = 40;
  o.rounds(15);
  CHECK(o.window >= 38);
}

TEST_CASE("an org that only gets slower keeps its calls, once a smaller window was no quicker") {
  knee_org o;
  o.rounds(40);
  o.unloaded += std::log(2.0);
  o.rounds(3);
  for (int i = 0; i < 4; ++i) {
    o.window = 20;
    o.round();
  }
  o.rounds(10);
  CHECK(o.window >= 38);
  CHECK(o.belief.unloaded() == doctest::Approx(o.unloaded).epsilon(0.1));
}

TEST_CASE("a queue that is none after all is found out by one larger window, if the belief was doubted before") {
  // A belief in a knee at 2, from a time when there was one.
  capacity_belief belief;
  for (int i = 0; i < 200; ++i) {
    const double n = 2 + i % 3;
    belief.observe({.in_flight = n, .level = std::log(n / 2), .variance = 0.01});
  }
  const round_evidence last{.in_flight = 3, .level = std::log(1.5), .variance = 0.01};
  const round_evidence no_slower{.in_flight = 5, .level = std::log(1.5), .variance = 0.01};
  capacity_belief never_doubted = belief;
  never_doubted.observe(no_slower);
  belief.doubt(last, 0.1);
  CHECK(belief.best(1, 20) <= 4);
  belief.observe(no_slower);
  CHECK(belief.best(1, 20) >= 6);
  CHECK(never_doubted.best(1, 20) <= 4);
}

TEST_CASE("latency that grows from the first call on has a best, too") {
  capacity_belief belief;
  double window = 10;
  for (int i = 0; i < 80; ++i) {
    const double n = window;
    belief.observe({.in_flight = n, .level = std::log(1 + 0.01 * (n - 1) + 0.0025 * n * (n - 1)), .variance = 0.0025});
    window = belief.best(1, 2 * window);
  }
  CHECK(window >= 13);
  CHECK(window <= 26);
}

TEST_CASE("what was refuted is not gone to, for a while") {
  capacity_belief belief;
  for (int i = 0; i < 5; ++i) belief.observe({.in_flight = 10 * std::exp2(i), .level = 0, .variance = 0.01});
  CHECK(belief.best(1, most) == most);
  belief.refute_above(30, 0.01);
  CHECK(belief.best(1, most) <= 33);
}
}  // namespace
}  // namespace sluice
