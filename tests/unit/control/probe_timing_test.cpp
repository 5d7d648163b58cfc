#include "control/probe_timing.hpp"

#include <chrono>

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;

TEST_CASE("probes wait for some hundred calls or some periods, and for longer where a wall costs much") {
  probe_timing probes;
  CHECK(probes.wait(10, 0) == 60s);
  CHECK(probes.wait(1000, 0) == 5s);
  probes.cost(0.5);
  CHECK(probes.wait(1000, 0) == 15s);
  CHECK(probes.wait(10, 0) == 60s);
  CHECK(probes.wait(1000, 30) == 120s);
}

TEST_CASE("vain probes become ever rarer, but where many calls are let in they are a minute apart at most") {
  probe_timing probes;
  probes.cost(0.5);
  probes.ended(true);
  CHECK(probes.wait(1000, 0) == 30s);
  for (int i = 0; i < 9; ++i) probes.ended(true);
  CHECK(probes.wait(1000, 0) == 60s);
  probes.ended(false);
  CHECK(probes.wait(1000, 0) == 15s);
}

TEST_CASE("what was lost is asked for as often as if it were still there, until probes were vain") {
  probe_timing probes;
  probes.met_wall(100, 80, false);
  probes.met_wall(80, 1, false);
  CHECK(probes.wait(1, 0) == 6s);
  probes.met_wall(1, 1, true);
  CHECK(probes.wait(1, 0) == 60s);
  for (int i = 0; i < 9; ++i) probes.met_wall(1, 1, true);
  CHECK(probes.wait(1, 0) == 600s);
}

TEST_CASE("what was lost and is got back is forgotten") {
  probe_timing probes;
  probes.met_wall(100, 10, false);
  CHECK(probes.wait(1, 0) == 6s);
  probes.met_wall(10, 98, true);
  CHECK(probes.wait(1, 0) == 600s);
}
}  // namespace
}  // namespace sluice
