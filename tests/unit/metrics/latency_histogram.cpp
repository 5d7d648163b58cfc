#include "metrics/latency_histogram.hpp"

#include "metrics/time_weighted.hpp"

#include <cmath>

#include <doctest/doctest.h>

using namespace sluice;
using std::chrono::milliseconds;

TEST_CASE("a quantile is within two percent of the true one, from a tenth of a millisecond to many minutes") {
  for (double s = 2e-4; s < 900; s *= 1.37) {
    CAPTURE(s);
    latency_histogram h;
    h.add(from_seconds(s));
    REQUIRE(h.quantile_seconds(0.5));
    CHECK(*h.quantile_seconds(0.5) == doctest::Approx(s).epsilon(0.011));
  }
}

TEST_CASE("quantiles stand where the ranks are") {
  latency_histogram h;
  for (int i = 1; i <= 1000; ++i) h.add(milliseconds(i));
  CHECK(*h.quantile_seconds(0.5) == doctest::Approx(0.5).epsilon(0.02));
  CHECK(*h.quantile_seconds(0.95) == doctest::Approx(0.95).epsilon(0.02));
  CHECK(*h.quantile_seconds(0.99) == doctest::Approx(0.99).epsilon(0.02));
  CHECK(*h.quantile_seconds(1) == doctest::Approx(1.0).epsilon(0.02));
}

TEST_CASE("latencies outside the range are kept at its ends, and none is lost") {
  latency_histogram h;
  h.add(duration(0));
  h.add(duration(-5));
  h.add(std::chrono::hours(24));
  CHECK(h.count() == 3);
  CHECK(*h.quantile_seconds(0.5) < 2e-4);
  CHECK(*h.quantile_seconds(1) > 900);
}

TEST_CASE("without a latency there is no quantile") {
  CHECK_FALSE(latency_histogram().quantile_seconds(0.5));
}

TEST_CASE("the difference of two states tells only what came between them") {
  latency_histogram h;
  for (int i = 0; i < 1000; ++i) h.add(milliseconds(10));
  const auto before = h;
  h.add(milliseconds(700));
  CHECK(h.since(before).count() == 1);
  CHECK(*h.since(before).quantile_seconds(0.5) == doctest::Approx(0.7).epsilon(0.02));
  CHECK_FALSE(h.since(h).quantile_seconds(0.5));
}

TEST_CASE("the mean of a level weighs each value by the time it held") {
  time_weighted w;
  const time_point start(std::chrono::hours(1));
  CHECK(w.at(start).mean == 0);
  w.set(10, start);
  CHECK(w.at(start).mean == 10);
  w.set(20, start + std::chrono::seconds(3));
  const auto l = w.at(start + std::chrono::seconds(4));
  CHECK(l.mean == doctest::Approx(12.5));
  CHECK(l.min == 10);
  CHECK(l.max == 20);
  CHECK(l.last == 20);
}
