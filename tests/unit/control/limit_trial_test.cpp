#include "control/limit_trial.hpp"

#include <doctest/doctest.h>

namespace sluice {
namespace {
using verdict = limit_trial::verdict;

TEST_CASE("calls that are let in as others come back show a bound of calls at once") {
  limit_trial trial;
  CHECK_FALSE(trial.on());
  trial.begin(26, 5);
  CHECK(trial.window() == 25);
  CHECK_FALSE(trial.concerns({.epoch = 4, .in_flight = 25}));
  for (int i = 0; i < 24; ++i) CHECK(trial.succeeded({.epoch = 5, .in_flight = 25}) == verdict::open);
  CHECK(trial.succeeded({.epoch = 5, .in_flight = 25}) == verdict::at_once);
}

TEST_CASE("few at once that are let in show nothing") {
  limit_trial trial;
  trial.begin(26, 5);
  for (int i = 0; i < 200; ++i) CHECK(trial.succeeded({.epoch = 5, .in_flight = 12}) == verdict::open);
}

TEST_CASE("three refusals in a row show a rate, also those far apart in number, but not those of one moment") {
  limit_trial trial;
  trial.begin(40, 5);
  CHECK(trial.refused({.epoch = 5, .in_flight = 39}, 6) == verdict::open);
  CHECK_FALSE(trial.concerns({.epoch = 5, .in_flight = 39}));
  CHECK(trial.refused({.epoch = 6, .in_flight = 35}, 7) == verdict::open);
  CHECK(trial.refused({.epoch = 7, .in_flight = 31}, 8) == verdict::rate);

  trial.begin(40, 5);
  CHECK(trial.refused({.epoch = 5, .in_flight = 39}, 6) == verdict::open);
  CHECK(trial.succeeded({.epoch = 6, .in_flight = 35}) == verdict::open);
  CHECK(trial.refused({.epoch = 6, .in_flight = 28}, 7) == verdict::rate);
}

TEST_CASE("a refusal or two on the way down to a bound are no rate") {
  limit_trial trial;
  trial.begin(31, 1);
  CHECK(trial.refused({.epoch = 1, .in_flight = 30}, 2) == verdict::open);
  CHECK(trial.window() == 27);
  CHECK(trial.refused({.epoch = 2, .in_flight = 27}, 3) == verdict::open);
  CHECK(trial.window() == 24);
  verdict last = verdict::open;
  for (int i = 0; i < 30 && last == verdict::open; ++i) last = trial.succeeded({.epoch = 3, .in_flight = 24});
  CHECK(last == verdict::at_once);
}
}  // namespace
}  // namespace sluice
