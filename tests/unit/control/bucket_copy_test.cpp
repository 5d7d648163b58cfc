#include "control/bucket_copy.hpp"

#include <doctest/doctest.h>

namespace sluice {
namespace {

TEST_CASE("a wall tells the rate the better, the longer the bucket lasted after the first") {
  // 40 saved up and 170 a second: 127 in 0.52 s.
  const stretch first{.full = true, .held_s = 0, .levels = {{.pace = 245, .accepted = 127, .length_s = 0.52}}};
  CHECK(least_depth(first, 170) == doctest::Approx(39).epsilon(0.03));
  const stretch open{.held_s = 1, .levels = {{.pace = 100, .accepted = 25, .length_s = 1.25}}};
  const auto soon = error_if_met(first, open, 170, 400);
  const auto late = error_if_met(first, open, 170, 190);
  REQUIRE(soon);
  REQUIRE(late);
  CHECK(*late < 0.05);
  CHECK(*soon > 2 * *late);
  CHECK_FALSE(error_if_met(first, open, 170, 160));  // no wall would come
}

TEST_CASE("no wall tells more than another where hardly anything is saved up") {
  const stretch first{.full = true, .held_s = 0, .levels = {{.pace = 10, .accepted = 1, .length_s = 0.01}}};
  const stretch open{.held_s = 1, .levels = {{.pace = 2, .accepted = 1, .length_s = 1.5}}};
  CHECK_FALSE(error_if_met(first, open, 5, 10));
}

}  // namespace
}  // namespace sluice
