#include "control/retry.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;
const time_point start = time_point(1h);
const retry_options options{.retries = 3};

outcome of(outcome_class cls) {
  outcome o;
  o.cls = cls;
  return o;
}

TEST_CASE("every end of a call has its verdict") {
  struct row {
    outcome_class cls;
    std::uint32_t attempts;
    std::size_t objects;
    bool patient;
    verdict expected;
  };
  const std::vector<row> table{
      {outcome_class::ok, 3, 1, true, verdict::again},  // unreadable
      {outcome_class::ok, 4, 1, true, verdict::give_up},
      {outcome_class::ok, 4, 2, true, verdict::halve},
      {outcome_class::limited, 100, 1, true, verdict::outwait},
      {outcome_class::limited, 100, 9, false, verdict::outwait},
      {outcome_class::overloaded, 100, 1, true, verdict::outwait},
      {outcome_class::overloaded, 3, 1, false, verdict::again},
      {outcome_class::overloaded, 4, 1, false, verdict::give_up},
      {outcome_class::broken, 3, 9, true, verdict::again},
      {outcome_class::broken, 4, 9, true, verdict::halve},
      {outcome_class::broken, 4, 1, true, verdict::give_up},
      {outcome_class::broken, 4, 1, false, verdict::give_up},
      {outcome_class::rejected, 0, 9, true, verdict::halve},
      {outcome_class::rejected, 0, 1, true, verdict::gap},
  };
  for (const row& r : table) CHECK(judge(of(r.cls), r.attempts, r.objects, r.patient, options) == r.expected);
}

TEST_CASE("a refused token goes to the session, but not where the login itself was refused") {
  outcome o = of(outcome_class::rejected);
  o.unauthorized = true;
  CHECK(judge(o, 0, 25, true, options) == verdict::renew);
  CHECK(judge(o, 0, 1, false, options) == verdict::gap);
}

TEST_CASE("what we dropped ourselves is asked no more") {
  for (const auto cls : {outcome_class::broken, outcome_class::overloaded, outcome_class::limited}) {
    outcome o = of(cls);
    o.cancelled = true;
    CHECK(judge(o, 0, 5, true, options) == verdict::forget);
  }
}

TEST_CASE("waits fill the whole range up to a bound that doubles to its greatest") {
  std::mt19937_64 random(1);
  for (std::uint32_t failures = 1; failures <= 12; ++failures) {
    const duration bound = std::min<duration>(options.backoff * (1U << (failures - 1)), options.backoff_max);
    duration least = duration::max();
    duration most{};
    for (int i = 0; i < 500; ++i) {
      const duration wait = full_jitter(failures, options, random);
      least = std::min(least, wait);
      most = std::max(most, wait);
    }
    CHECK(least >= duration::zero());
    CHECK(least < bound / 20);
    CHECK(most <= bound);
    CHECK(most > bound / 20 * 19);
  }
}

std::size_t booked_within_a_second(retry_budget& budget, time_point now) {
  std::size_t booked = 0;
  while (budget.book(now, now) < now + 1s) ++booked;
  return booked;
}

TEST_CASE("an idle run may retry once a second, a busy one a tenth of its calls") {
  retry_budget idle;
  time_point last = idle.book(start, start);
  CHECK(last == start);
  for (int i = 0; i < 5; ++i) {
    const time_point next = idle.book(start, start);
    CHECK(next - last == 1s);
    last = next;
  }
  retry_budget busy;
  for (int i = 0; i < 6000; ++i) busy.sent(start + i * 10ms);
  const time_point now = start + 60s;
  const std::size_t booked = booked_within_a_second(busy, now);
  CHECK(booked <= 11);
  CHECK(booked >= 9);
}

TEST_CASE("a run that has just begun has a tenth of its own pace, not of a minute that it has not lived") {
  retry_budget young;
  for (int i = 0; i < 1000; ++i) young.sent(start + i * 5ms);
  const time_point now = start + 5s;
  const std::size_t booked = booked_within_a_second(young, now);
  CHECK(booked <= 21);
  CHECK(booked >= 19);
}

TEST_CASE("a budget delays a retry, never brings it forward, and lets a late one hold up nobody") {
  retry_budget budget;
  CHECK(budget.book(start + 30s, start) == start + 30s);
  CHECK(budget.book(start + 10s, start) == start + 10s);
  CHECK(budget.book(start, start) == start + 2s);
}
}  // namespace
}  // namespace sluice
