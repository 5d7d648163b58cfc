#include "control/ceiling_law.hpp"
#include "control/daily_budget.hpp"
#include "control/outage_watch.hpp"

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;
const time_point start = time_point(1h);

TEST_CASE(
    "the day ends before the reserve by the 14 calls that a level may be behind, by the highest and with what is out") {
  daily_budget budget(0.2);
  CHECK_FALSE(budget.used_up(0));
  budget.heard({.used = 785, .max = 1000});
  CHECK_FALSE(budget.used_up(0));
  CHECK(budget.used_up(1));
  budget.heard({.used = 786, .max = 1000});
  CHECK(budget.used_up(0));
  budget.heard({.used = 780, .max = 1000});
  CHECK(budget.used_up(0));
  for (int i = 0; i < 16; ++i) budget.heard({.used = 700, .max = 1000});
  CHECK_FALSE(budget.used_up(0));
  budget.heard({.used = 900, .max = 1000});
  budget.forget();
  CHECK_FALSE(budget.used_up(0));
}

TEST_CASE("an org that names no limit has no day's end") {
  daily_budget budget(0.2);
  budget.heard({.used = 10, .max = 0});
  CHECK_FALSE(budget.used_up(0));
}

TEST_CASE("a refusal sets the ceiling just under it, never below one") {
  ceiling_law law(128);
  CHECK_FALSE(law.known());
  law.refused(26, start);
  CHECK(law.ceiling() == 25);
  law.refused(40, start);
  CHECK(law.ceiling() == 25);
  law.refused(1, start);
  CHECK(law.ceiling() == 1);
}

TEST_CASE("one more is tried after a wait that doubles each time it fails") {
  ceiling_law law(128);
  law.refused(26, start);
  time_point now = start;
  for (const duration wait : {10s, 20s, 40s, 80s, 120s, 120s}) {
    law.succeeded({.in_flight = 25}, 0, now + wait - 1ms);
    CHECK(law.ceiling() == 25);
    now += wait;
    law.succeeded({.in_flight = 25}, 0, now);
    CHECK(law.ceiling() == 26);
    law.refused(26, now);
  }
}

TEST_CASE("where one more holds, the next steps double and follow quickly, but only once they are used") {
  ceiling_law law(128);
  law.refused(26, start);
  time_point now = start + 10s;
  law.succeeded({.in_flight = 25}, 0, now);
  CHECK(law.ceiling() == 26);
  law.succeeded({.in_flight = 25}, 0, now += 2s);
  CHECK(law.ceiling() == 26);
  std::size_t before = law.ceiling();
  for (const std::size_t step : {2U, 4U, 8U}) {
    law.succeeded({.in_flight = law.ceiling()}, 0, now += 2s);
    CHECK(law.ceiling() == before + step);
    before = law.ceiling();
  }
  law.refused(34, now);
  CHECK(law.ceiling() == 33);
}

TEST_CASE("calls that are lost show a bound where none sent later at as many in flight came back, single ones don't") {
  ceiling_law law(128);
  std::uint64_t id = 0;
  const auto answer = [&](std::size_t in_flight) { law.succeeded({.id = ++id, .in_flight = in_flight}, 30, start); };
  for (int i = 0; i < 20; ++i) {
    const std::uint64_t lost = ++id;
    answer(40);
    CHECK_FALSE(law.lost({.id = lost, .in_flight = 40}, 10s, start));
  }
  CHECK_FALSE(law.known());
  // Over those that were borne.
  const std::uint64_t first = ++id;
  id += 2;
  for (int i = 0; i < 30; ++i) answer(25);
  CHECK_FALSE(law.lost({.id = first, .in_flight = 60}, 10s, start));
  CHECK_FALSE(law.lost({.id = first + 1, .in_flight = 50}, 10s, start));
  CHECK(law.lost({.id = first + 2, .in_flight = 41}, 10s, start));
  CHECK(law.ceiling() == 32);
}

TEST_CASE("where nothing came back for long, one lost call shows the bound, unless as many were borne before") {
  for (const bool borne : {false, true}) {
    CAPTURE(borne);
    ceiling_law law(128);
    for (std::uint64_t id = 1; id <= 40; ++id) law.succeeded({.id = id, .in_flight = borne ? 40U : 20U}, 30, start);
    CHECK(law.lost({.id = 50, .in_flight = 30}, 10s, start + 10s) != borne);
    CHECK_FALSE(law.lost({.id = 51, .in_flight = 30}, 10s, start + 11s));
    // Twice is no outage.
    if (borne) CHECK(law.lost({.id = 90, .in_flight = 30}, 10s, start + 21s));
    CHECK(law.known());
  }
}

// An org that never answers calls over a bound, as a law that has lost one sees it.
struct silent_bound {
  ceiling_law law{128};
  time_point now = start + 20s;
  std::uint64_t id = 30;
  duration latency;

  silent_bound(std::size_t lost_at, duration timeout, duration usual = 100ms) : latency(usual) {
    law.succeeded({.id = 1, .in_flight = lost_at, .at = start - latency}, 1, start);
    REQUIRE(law.lost({.id = 20, .in_flight = lost_at}, timeout, start + timeout));
    now += timeout;
  }
  void answer(std::size_t in_flight, std::size_t left, duration later) {
    now += later;
    law.succeeded({.id = ++id, .in_flight = in_flight, .at = now - latency}, left, now);
  }
  void until_asked() {
    const std::size_t c = law.ceiling();
    while (!law.lets_one_more()) answer(c, c - 1, latency);
  }
  void single_comes_back() { answer(law.ceiling() + 1, law.ceiling() - 1, latency); }
  duration rest_after_a_lost_single() {
    until_asked();
    const time_point asked = now;
    answer(law.ceiling(), law.ceiling(), 10ms);
    until_asked();
    return now - asked;
  }
};

TEST_CASE("over a bound that loses calls single ones are tried, and the ceiling rises when many of them come back") {
  silent_bound org(12, 10s);
  CHECK(org.law.ceiling() == 8);
  int singles = 0;
  for (; org.law.ceiling() == 8 && singles < 100; ++singles) {
    org.until_asked();
    org.answer(8, 8, 10ms);
    CHECK_FALSE(org.law.lets_one_more());
    org.single_comes_back();
  }
  CHECK(org.law.ceiling() == 9);
  CHECK(singles >= 6);
  CHECK(org.rest_after_a_lost_single() > 25s);
}

TEST_CASE("a single call over a bound that comes back before all others has come back") {
  silent_bound org(12, 10s);
  for (int i = 0; i < 100 && org.law.ceiling() == 8; ++i) {
    org.until_asked();
    org.single_comes_back();
  }
  CHECK(org.law.ceiling() == 9);
}

TEST_CASE("a single call is waited for as long as calls take") {
  silent_bound org(12, 120s, 4s);
  for (int i = 0; i < 100 && org.law.ceiling() == 8; ++i) {
    org.until_asked();
    org.answer(8, 8, 1s);
    org.answer(8, 8, 2s);
    org.single_comes_back();
  }
  CHECK(org.law.ceiling() == 9);
}

TEST_CASE("a call that left before the ceiling fell is no single call over it") {
  silent_bound org(12, 10s);
  for (int i = 0; i < 100; ++i) {
    org.until_asked();
    org.answer(8, 8, 10ms);
    org.law.succeeded({.id = 19, .in_flight = 11, .at = start}, 7, org.now += 10ms);
  }
  CHECK(org.law.ceiling() == 8);
}

TEST_CASE("a lost single call costs no more than a fiftieth of what a silent bound bears") {
  CHECK(silent_bound(60, 10s).rest_after_a_lost_single() < 35s);
  CHECK(silent_bound(6, 10s).rest_after_a_lost_single() >= 120s);
  CHECK(silent_bound(6, 120s).rest_after_a_lost_single() >= 1400s);
  CHECK(silent_bound(4, 120s).rest_after_a_lost_single() >= 3000s);
}

TEST_CASE("single faults are no outage, many in a row are") {
  outage_watch watch;
  for (int i = 0; i < 100; ++i) {
    watch.failed(10, start);
    if (i % 5 == 4) watch.succeeded(start);
    CHECK_FALSE(watch.on());
  }
  for (int i = 0; i < 19; ++i) watch.failed(40, start);
  CHECK_FALSE(watch.on());
  watch.failed(40, start);
  CHECK(watch.on());
  watch.succeeded(start);
  CHECK_FALSE(watch.on());
}

TEST_CASE("after a long silence a few time-outs are an outage, since hung calls come back late") {
  outage_watch watch;
  watch.succeeded(start);
  for (int i = 0; i < 5; ++i) watch.failed(40, start + 8s);
  CHECK_FALSE(watch.on());
  watch.failed(40, start + 8s);
  CHECK(watch.on());
}

TEST_CASE("an outage is probed after waits that grow to half a second, one sign for calls that were out together") {
  outage_watch watch;
  for (int i = 0; i < 6; ++i) watch.failed(1, start);
  const time_point first = watch.hold_until();
  CHECK(first == start + 100ms);
  watch.failed(1, start + 50ms);
  CHECK(watch.hold_until() == first);
  duration wait{};
  for (int i = 0; i < 10; ++i) {
    const time_point probe = watch.hold_until();
    watch.failed(1, probe);
    CHECK(watch.hold_until() - probe >= wait);
    wait = watch.hold_until() - probe;
  }
  CHECK(wait == 500ms);
}
}  // namespace
}  // namespace sluice
