#include "control/long_running_bound.hpp"

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;

struct org_with_bound {
  long_running_bound bound{128};
  time_point now = time_point(1h);
  std::uint64_t id = 0;
  void let_in(std::size_t in_flight, std::size_t left) {
    const grant g{.id = ++id, .in_flight = in_flight, .at = now += 1ms};
    bound.let_in(g, left, now += 400ms);
  }
  void refused(std::size_t in_flight) { bound.refused(in_flight, now += 20ms); }
  // Returns the ceiling from then on.
  std::size_t shown() {
    refused(60);
    let_in(58, 57);
    CHECK_FALSE(bound.shown());
    refused(40);
    CHECK(bound.shown());
    return bound.ceiling();
  }
};

TEST_CASE("refusals at one number in flight, or somewhat below while calls are on the way, are a bound of all calls") {
  org_with_bound org;
  for (int i = 0; i < 50; ++i) {
    org.refused(26);
    org.let_in(25, 24);
    org.refused(24);
    org.let_in(25, 24);
  }
  CHECK_FALSE(org.bound.shown());
}

TEST_CASE("a refusal at far fewer than were let in just before shows a bound of calls that run long") {
  org_with_bound org;
  CHECK(org.shown() == 43);
  CHECK(org.bound.just_now() == 39);
}

TEST_CASE("so do calls that are let in again as at the start of refusals that went on down") {
  org_with_bound org;
  for (std::size_t n = 60; n > 30; --n) org.refused(n);
  CHECK_FALSE(org.bound.shown());
  for (int i = 0; i < 10; ++i) org.let_in(50, 49);
  CHECK(org.bound.shown());
}

TEST_CASE("refusals that go on and on are asked after ever more rarely, whatever the bound is of") {
  org_with_bound org;
  org.let_in(60, 59);
  for (std::size_t n = 60; n > 57; --n) org.refused(n);
  CHECK(org.bound.hold_until() < org.now);
  org.refused(57);
  const duration first = org.bound.hold_until() - org.now;
  CHECK(first > 0s);
  org.refused(50);
  CHECK(org.bound.hold_until() - org.now == 2 * first);
  CHECK_FALSE(org.bound.shown());
}

TEST_CASE("of an event the ceiling is cut once, and single calls ask after growing waits whether it is over") {
  org_with_bound org;
  const std::size_t ceiling = org.shown();
  const duration first = org.bound.hold_until() - org.now;
  org.refused(38);
  CHECK(org.bound.ceiling() == ceiling);
  CHECK(org.bound.hold_until() - org.now == 2 * first);

  // Answers to calls that left before leave room for one that asks.
  org.bound.let_in({.in_flight = 50, .at = org.now - 1s}, 20, org.now);
  CHECK(org.bound.just_now() == 21);
  // Once one is let in, one more goes for each that comes back.
  org.let_in(21, 20);
  CHECK(org.bound.just_now() == 22);
  for (int i = 0; i < 100; ++i) org.let_in(30, 29);
  CHECK(org.bound.just_now() == ceiling);
}

TEST_CASE("a ceiling that is reached without refusals rises slowly") {
  org_with_bound org;
  const std::size_t ceiling = org.shown();
  for (int i = 0; i < 100; ++i) org.let_in(org.bound.ceiling(), org.bound.ceiling() - 1);
  CHECK(org.bound.ceiling() > ceiling + 5);
  CHECK(org.bound.ceiling() < 2 * ceiling);
}
}  // namespace
}  // namespace sluice
