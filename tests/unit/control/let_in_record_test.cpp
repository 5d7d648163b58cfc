#include "control/let_in_record.hpp"

#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;

constexpr time_point record_start{1h};
constexpr double unpaced = std::numeric_limits<double>::infinity();

completion reply(std::uint64_t id, duration sent, duration latency, std::size_t in_flight = 1) {
  completion c;
  c.granted = {.id = id, .in_flight = in_flight};
  c.latency = latency;
  c.at = record_start + sent + latency;
  return c;
}

// The record meets its wall at that refusal.
double meet(let_in_record& record, const completion& wall, double pace) {
  record.refused(wall);
  return record.wall(wall, pace, record_start + 1s);
}

TEST_CASE("a call that was out at a wall counts where it was sent, once it is back") {
  let_in_record record;
  record.let_in(reply(1, 0ms, 100ms), false);
  // Twenty at once at 200 ms, and the one after them is refused.
  CHECK(meet(record, reply(22, 200ms, 10ms, 21), unpaced) == 20);
  CHECK(record.last().let_in() == doctest::Approx(21));
  CHECK(record.last().levels.back().accepted < 10);
  for (std::uint64_t id = 2; id < 22; ++id) CHECK_FALSE(record.let_in(reply(id, 200ms, 100ms), false));
  CHECK(record.last().let_in() == doctest::Approx(21));
  CHECK(record.last().levels.back().accepted == doctest::Approx(20));
}

TEST_CASE("a call that was out at a wall and is refused was not let in") {
  let_in_record record;
  record.let_in(reply(1, 0ms, 100ms), false);
  meet(record, reply(4, 200ms, 10ms, 3), unpaced);
  CHECK(record.last().let_in() == doctest::Approx(3));
  record.refused(reply(2, 200ms, 12ms));
  record.let_in(reply(3, 200ms, 100ms), false);
  CHECK(record.last().let_in() == doctest::Approx(2));
}

TEST_CASE("what is let in before the refusal is heard belongs to the stretch before, which ends there") {
  let_in_record record;
  record.let_in(reply(1, 0ms, 50ms), true);
  meet(record, reply(2, 200ms, 20ms), 10);
  const double length_s = record.last().length_s();
  CHECK_FALSE(record.let_in(reply(3, 210ms, 50ms, 1), true));
  CHECK(record.last().let_in() == doctest::Approx(2));
  CHECK(record.last().length_s() == doctest::Approx(length_s + 0.01));
  CHECK(record.open().let_in() == 0);
  CHECK(record.open().held_s == doctest::Approx(0.79));
  CHECK(record.let_in(reply(4, 1001ms, 50ms), true));
  CHECK(record.open().let_in() == 1);
}

TEST_CASE("a limiter has opened if calls sent since the wall aren't back refused") {
  let_in_record record;
  record.let_in(reply(1, 0ms, 50ms), true);
  meet(record, reply(2, 200ms, 20ms), 10);
  const completion at_once = reply(3, 1001ms, 20ms, 1);
  record.refused(at_once);
  CHECK(record.unheard(at_once) == 0);
  const completion after_five = reply(9, 1100ms, 20ms, 6);
  record.refused(after_five);
  CHECK(record.unheard(after_five) == 5);
}

}  // namespace
}  // namespace sluice
