#include "control/admission.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;
const time_point start = time_point(1h);

setting window_of(std::size_t n) {
  setting s;
  s.window = n;
  return s;
}

std::size_t leave_all(admission& limiter, time_point now) {
  std::size_t n = 0;
  while (limiter.next(now)) ++n;
  return n;
}

TEST_CASE("a count that is older than the last grants never lets more leave than are ready") {
  admission limiter({}, window_of(100), start);
  limiter.ready(3, 0, 0);
  CHECK(leave_all(limiter, start) == 3);
  limiter.ready(3, 0, 1);  // counted when it had seen the first of the three
  CHECK(leave_all(limiter, start) == 1);
  limiter.ready(2, 0, 4);
  CHECK(leave_all(limiter, start) == 2);
}

TEST_CASE("nothing leaves before a hold ends, and a later shorter hold doesn't lift it") {
  admission limiter({}, window_of(10), start);
  limiter.ready(5, 0, 0);
  limiter.hold(start + 3s);
  limiter.hold(start + 1s);
  CHECK_FALSE(limiter.next(start + 2999ms));
  CHECK(limiter.wake_at(start) == start + 3s);
  CHECK(limiter.next(start + 3s));
}

TEST_CASE("a pace ceiling set by hand holds in every second, whatever the law asks") {
  admission limiter({.pace_ceiling = 2}, window_of(100), start);
  limiter.ready(1000, 0, 0);
  std::size_t left = 0;
  for (duration t{}; t < 10s; t += 50ms) left += leave_all(limiter, start + t);
  CHECK(left <= 21);
  CHECK(left >= 19);
}

TEST_CASE("a call larger than the byte window leaves when nothing is held, and only then") {
  admission limiter({.memory_bytes = 100}, window_of(10), start);
  limiter.ready(2, 500, 0);
  const auto big = limiter.next(start);
  REQUIRE(big);
  CHECK_FALSE(limiter.next(start));
  limiter.ended(*big, 50, start);
  CHECK_FALSE(limiter.next(start));
  CHECK_FALSE(limiter.wake_at(start));
  limiter.freed(50);
  CHECK(limiter.next(start));
}

TEST_CASE("a slot rests after its call where a throttle is set") {
  admission limiter({.throttle = 200ms}, window_of(1), start);
  limiter.ready(5, 0, 0);
  const auto g = limiter.next(start);
  limiter.ended(*g, 0, start + 1s);
  CHECK_FALSE(limiter.next(start + 1s));
  CHECK(limiter.wake_at(start + 1s) == start + 1200ms);
  CHECK(limiter.next(start + 1200ms));
}

TEST_CASE("an unused grant gives its slot, its room and its token back") {
  setting s = window_of(1);
  s.pace = 0.1;
  admission limiter({}, s, start + 100s);
  limiter.ready(2, 70, 0);
  const auto g = limiter.next(start + 100s);
  REQUIRE(g);
  limiter.unused(*g);
  CHECK(limiter.in_flight() == 0);
  CHECK(limiter.bytes_held() == 0);
  CHECK(limiter.next(start + 100s));
}

TEST_CASE("in random sequences windows, bytes and wake-ups keep their promises") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::mt19937_64 random(seed);
    const auto draw = [&](std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(random); };
    admission limiter({.memory_bytes = 1000}, window_of(5), start);
    std::vector<grant> out;
    std::size_t held = 0;
    std::uint64_t seen = 0;
    time_point now = start;
    for (int i = 0; i < 2000; ++i) {
      now += from_seconds(static_cast<double>(draw(100)) / 1000);
      setting s = limiter.current();
      switch (draw(5)) {
        case 0:
          s.window = 1 + draw(9);
          s.pace = 5 + static_cast<double>(draw(20));
          limiter.set(s, now);
          break;
        case 1:
          if (draw(9) == 0) limiter.hold(now + 100ms);
          break;
        case 2:
          if (out.empty()) break;
          held += 20;
          limiter.ended(out.back(), 20, now);
          out.pop_back();
          break;
        case 3:
          limiter.freed(held);
          held = 0;
          break;
        default:
          limiter.ready(10, draw(200), seen);
      }
      if (const auto at = limiter.wake_at(now)) {
        if (*at > now) CHECK_FALSE(limiter.next(now));
        now = std::max(now, *at);
        const auto g = limiter.next(now);
        REQUIRE(g);
        seen = g->id;
        CHECK(g->in_flight <= limiter.current().window);
        out.push_back(*g);
      } else if (const auto g = limiter.next(now)) {
        seen = g->id;
        CHECK(g->in_flight <= limiter.current().window);
        out.push_back(*g);
      }
      std::size_t expected = held;
      for (const grant& g : out) expected += g.bytes;
      REQUIRE(limiter.bytes_held() == expected);
      REQUIRE(limiter.in_flight() == out.size());
    }
  }
}
}  // namespace
}  // namespace sluice
