#include "control/token_bucket.hpp"

#include <random>

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;
const time_point start = time_point(1h);

TEST_CASE("an unbounded bucket never refuses and never makes wait") {
  token_bucket bucket;
  for (int i = 0; i < 1000; ++i) CHECK(bucket.take(start));
  CHECK_FALSE(bucket.next(start));
}

TEST_CASE("a token is there just when the bucket said it would be") {
  std::mt19937_64 random(1);
  for (const double rate : {0.05, 1.0, 3.3, 25.0, 1000.0}) {
    token_bucket bucket;
    bucket.configure(rate, 1, start);
    time_point now = start;
    for (int i = 0; i < 200; ++i) {
      if (const auto at = bucket.next(now)) {
        CHECK_FALSE(bucket.take(now));
        CHECK_FALSE(bucket.take(now + (*at - now) / 2));
        now = *at;
      }
      REQUIRE(bucket.take(now));
      now += from_seconds(std::uniform_real_distribution<double>(0, 0.5 / rate)(random));
    }
  }
}

TEST_CASE("no span lets more through than its tokens and the depth") {
  std::mt19937_64 random(2);
  token_bucket bucket;
  bucket.configure(10, 5, start);
  int taken = 0;
  for (duration t{}; t < 60s; t += from_seconds(std::exponential_distribution<double>(50)(random))) {
    taken += bucket.take(start + t) ? 1 : 0;
    CHECK(taken <= 10 * seconds(t) + 5.001);
  }
  CHECK(taken >= 590);
}

TEST_CASE("a lower depth spills, an emptied bucket starts from nothing, a token given back can be taken") {
  token_bucket bucket;
  bucket.configure(1, 10, start);
  bucket.configure(1, 2, start + 20s);
  CHECK(bucket.take(start + 20s));
  CHECK(bucket.take(start + 20s));
  CHECK_FALSE(bucket.take(start + 20s));
  bucket.give_back();
  CHECK(bucket.take(start + 20s));
  bucket.empty(start + 30s);
  CHECK_FALSE(bucket.take(start + 30s));
  CHECK(bucket.next(start + 30s) == start + 31s);
}
}  // namespace
}  // namespace sluice
