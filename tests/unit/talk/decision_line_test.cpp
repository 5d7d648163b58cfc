// The words in which the log tells what the scaler decided.
#include "cli/talk/decision_line.hpp"

#include <limits>

#include <doctest/doctest.h>

using namespace sluice;

namespace {
constexpr double unbounded = std::numeric_limits<double>::infinity();
}

TEST_CASE("a decision reads as what was done, from what to what, and why") {
  using enum decision_kind;
  const auto line = [](decision_kind what, double from, double to, binding why = binding::none) {
    return decision_line({.what = what, .why = why, .from = from, .to = to});
  };
  CHECK(line(grew, 20, 40) == "window 20 -> 40: nothing queues");
  CHECK(line(shrank, 40, 28, binding::queueing) == "window 40 -> 28: calls queue at the org");
  CHECK(line(shrank, 40, 28, binding::neighbours) == "window 40 -> 28: other users take what this run had");
  CHECK(line(held, 28, 28, binding::client) == "window stays at 28: this machine or its link can do no more");
  CHECK(line(rate_learnt, unbounded, 10.0 / 3) == "rate learnt: 3.33 calls a second");
  CHECK(line(rate_learnt, 3, 2.5) == "rate learnt: 2.5 calls a second, after 3");
  CHECK(line(rate_learnt, 3, unbounded) == "rate forgotten: the org lets in more than was known");
  CHECK(line(cap_learnt, 128, 24) == "ceiling 24: the org refuses more at once");
  CHECK(line(cap_learnt, unbounded, 24) == "ceiling 24: the org refuses more at once");
  CHECK(line(cap_learnt, 24, 30) == "ceiling 24 -> 30: the org lets in more at once");
  CHECK(line(cap_learnt, 24, unbounded) == "ceiling gone: the org lets in more at once");
  CHECK(line(baseline_renewed, 1, 1.2) == "baseline renewed: 1.2 times the one before");
  CHECK(line(outage_began, 20, 1) == "outage: the org answers nothing");
  CHECK(line(outage_ended, 1, 20) == "outage over: the org answers again");
}
