#include "metrics/run_durations.hpp"

#include <doctest/doctest.h>

using namespace sluice;

namespace {

using namespace std::chrono_literals;

double expected_s(const run_durations& all) {
  return std::chrono::duration<double>(all.expected().value_or(-1s)).count();
}

}  // namespace

TEST_CASE("a run is expected to take the median of the last seven, once three are known") {
  run_durations all;
  CHECK_FALSE(all.expected().has_value());
  all.add(2s);
  all.add(600s);
  CHECK_FALSE(all.expected().has_value());
  all.add(610s);
  CHECK(expected_s(all) == 600);
  CHECK(expected_s(run_durations(all.text())) == 600);
  for (int i = 0; i < 7; ++i) all.add(700500ms);
  CHECK(all.text() == "700.5 700.5 700.5 700.5 700.5 700.5 700.5");
}

TEST_CASE("what makes no sense in the note is left out") {
  CHECK_FALSE(run_durations("").expected().has_value());
  CHECK_FALSE(run_durations("nan inf -1 x 3s").expected().has_value());
  CHECK(expected_s(run_durations("1 x 2  3 -5")) == 2);
}
