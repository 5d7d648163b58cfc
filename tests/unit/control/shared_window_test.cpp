#include "control/shared_window.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;

shared_round round_at(double level, double unloaded, std::size_t window, time_point now) {
  return {.level = level,
          .error = 0.03,
          .replies = static_cast<double>(window),
          .spread = 0.3,
          .unloaded = unloaded,
          .in_flight = static_cast<double>(window),
          .window = window,
          .latency = 200ms,
          .at = now};
}

// One run, told what is seen of the org.
struct run {
  shared_window shared;
  time_point now = time_point(1h);
  void rounds(int n, double level, double unloaded, std::size_t window) {
    for (int i = 0; i < n; ++i) shared.heard(round_at(level, unloaded, window, now += 200ms));
  }
  bool drains_within(int n, double level, double unloaded, std::size_t window) {
    for (int i = 0; i < n; ++i) {
      rounds(1, level, unloaded, window);
      if (shared.asked()) return true;
    }
    return false;
  }
  // Until the drain has seen enough.
  void drain(double level) {
    for (int i = 0; i < 20 && shared.asked() && !shared.shares(); ++i) {
      rounds(1, level, level, static_cast<std::size_t>(*shared.asked()));
    }
  }
};

TEST_CASE("while the org is near its best a window may grow, while it is much slower not past what was held before") {
  run r;
  r.rounds(20, 0, 0, 40);
  CHECK(std::isinf(r.shared.most()));
  r.rounds(20, std::log(3.0), 0, 40);
  CHECK(r.shared.most() == 40);
  r.rounds(20, 0.1, 0, 40);
  CHECK(std::isinf(r.shared.most()));
}

TEST_CASE("a queue that the belief explains is no reason to drain") {
  run r;
  r.rounds(20, 0, 0, 40);
  CHECK(!r.drains_within(20 * 60, std::log(3.0), 0, 40));
}

TEST_CASE("where the unloaded latency is believed above what was seen, the window is drained after ten seconds") {
  run r;
  r.rounds(20, 0, 0, 40);
  CHECK(!r.drains_within(45, 1, 0.9, 40));
  CHECK(r.drains_within(15, 1, 0.9, 40));
  CHECK(*r.shared.asked() < 20);
  CHECK(*r.shared.asked() >= 10);
}

TEST_CASE("a drain that begins while the org stalls is over soon after the stall") {
  run r;
  r.rounds(20, 0, 0, 40);
  for (int i = 0; i < 60 && !r.shared.left(); ++i) {
    shared_round stalled = round_at(std::log(60.0), std::log(60.0), 40, r.now += 200ms);
    stalled.latency = 12s;
    r.shared.heard(stalled);
  }
  REQUIRE(r.shared.left());
  r.rounds(100, 0, 0, static_cast<std::size_t>(*r.shared.asked()));
  CHECK(!r.shared.left());
  // And the org is nobody else's.
  CHECK(!r.shared.shares());
}

TEST_CASE("an org that is slower for good is taken as it is, after ever rarer looks") {
  run r;
  r.rounds(20, 0, 0, 40);
  int drains = 0;
  for (int i = 0; i < 20 && r.drains_within(5 * 60 * 5, std::log(2.0), std::log(2.0), 40); ++i, ++drains) {
    r.drain(std::log(2.0));
    CHECK(!r.shared.shares());
  }
  CHECK(drains >= 1);
  CHECK(drains <= 3);
  CHECK(std::isinf(r.shared.most()));
}

TEST_CASE("a fall of the latency without one's own doing is a drain of others, and is joined") {
  run r;
  r.rounds(20, 0, 0, 40);
  r.rounds(30, 1.5, 1.4, 40);
  CHECK(!r.shared.asked());
  r.rounds(1, 1.2, 1.4, 40);
  CHECK(r.shared.asked());
}

TEST_CASE("a fall after the own window fell is joined by nobody") {
  run r;
  r.rounds(20, 0, 0, 40);
  r.rounds(30, 1.5, 1.4, 40);
  r.rounds(1, 1.2, 1.4, 30);
  CHECK(!r.shared.asked());
}

// Some runs at a queue that serves so many, each told what all of them make of it.
struct org {
  double knee = 40;
  std::array<shared_window, 3> runs;
  std::array<double, 3> windows{60, 30, 15};
  time_point now = time_point(1h);
  double total(std::size_t n) const {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += windows[i];
    return sum;
  }
  // `n` of them are there.
  void rounds(int times, std::size_t n) {
    for (int t = 0; t < times; ++t) {
      const double level = std::log(std::max(1.0, total(n) / knee));
      now += from_seconds(0.1 * std::exp(level));
      for (std::size_t i = 0; i < n; ++i) {
        // Who takes the queue of the others for the org's own latency.
        shared_round r = round_at(level, runs[i].shares() ? 0 : level, static_cast<std::size_t>(windows[i]), now);
        r.latency = from_seconds(0.1 * std::exp(level));
        runs[i].heard(r);
        windows[i] = std::round(runs[i].asked().value_or(windows[i]));
      }
    }
  }
};

TEST_CASE("runs that have seen the org without a queue share it evenly, whatever they had") {
  org o;
  for (shared_window& w : o.runs) w.heard(round_at(0, 0, 10, o.now));
  o.rounds(600, 3);
  for (const shared_window& w : o.runs) CHECK(w.shares());
  o.rounds(10, 3);
  const auto [least, most] = std::minmax_element(o.windows.begin(), o.windows.end());
  CHECK(*least >= 0.8 * *most);
  CHECK(o.total(3) < 2 * o.knee);
}

TEST_CASE("the one that is left is alone again, where its own queue hardly shows") {
  org o{.knee = 200, .windows = {300, 150, 75}};
  for (shared_window& w : o.runs) w.heard(round_at(0, 0, 10, o.now));
  o.rounds(600, 3);
  CHECK(o.runs[0].shares());
  o.rounds(600, 1);
  CHECK(!o.runs[0].shares());
  CHECK(!o.runs[0].asked());
}
}  // namespace
}  // namespace sluice
