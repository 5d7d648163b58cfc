#include "control/adaptive_law.hpp"
#include "control/latency_baseline.hpp"

#include <cmath>
#include <deque>
#include <string>

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;

TEST_CASE("a kind says nothing before it is known, then how much slower than usual it is") {
  latency_baseline kinds;
  const call_kind flows("flows");
  for (int i = 0; i < 4; ++i) CHECK_FALSE(kinds.excess(flows, 100ms, 0));
  CHECK(kinds.excess(flows, 200ms, 0).value() == doctest::Approx(std::log(2.0)));
}

TEST_CASE("a kind that an earlier run knew says something from its first reply on") {
  latency_baseline kinds;
  kinds.expect({{.kind = call_kind("flows"), .seconds = 0.1}});
  CHECK(kinds.excess(call_kind("flows"), 200ms, 0).value() == doctest::Approx(std::log(2.0)));
}

TEST_CASE("a kind that appears under load takes the load on, not into its usual latency") {
  latency_baseline kinds;
  const double load = std::log(3.0);
  for (int i = 0; i < 4; ++i) static_cast<void>(kinds.excess(call_kind("late"), 300ms, load));
  CHECK(kinds.excess(call_kind("late"), 100ms, load).value() == doctest::Approx(0));
}

TEST_CASE("kinds whose first replies misled are put right beside one another, and the level stays") {
  latency_baseline kinds;
  const call_kind good("good");
  const call_kind misled("misled");
  for (int i = 0; i < 4; ++i) {
    static_cast<void>(kinds.excess(good, 100ms, 0));
    static_cast<void>(kinds.excess(misled, 200ms, 0));
  }
  double level = 0;
  double error = 1;
  for (int round = 0; round < 60; ++round) {
    double a = 0;
    double b = 0;
    for (int i = 0; i < 10; ++i) {
      a = kinds.excess(good, 100ms, 0).value();
      b = kinds.excess(misled, 100ms, 0).value();
    }
    level = (a + b) / 2;
    error = std::abs(a - b);
    kinds.end_round(true, 0);
  }
  CHECK(error < 0.01);
  CHECK(level == doctest::Approx(-std::log(2.0) / 2));
}

TEST_CASE("a kind that is known well hardly moves for one that was misled") {
  latency_baseline kinds;
  const call_kind good("good");
  const call_kind misled("misled");
  for (int i = 0; i < 4; ++i) static_cast<void>(kinds.excess(good, 100ms, 0));
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 10; ++i) static_cast<void>(kinds.excess(good, 100ms, 0));
    kinds.end_round(true, 0);
  }
  for (int i = 0; i < 4; ++i) static_cast<void>(kinds.excess(misled, 200ms, 0));
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 10; ++i) {
      static_cast<void>(kinds.excess(good, 100ms, 0));
      static_cast<void>(kinds.excess(misled, 100ms, 0));
    }
    kinds.end_round(true, 0);
  }
  CHECK(std::abs(kinds.excess(good, 100ms, 0).value()) < 0.1);
  CHECK(std::abs(kinds.excess(misled, 100ms, 0).value()) < 0.1);
}

TEST_CASE("what a queue adds to quick calls is not taken for their usual latency") {
  latency_baseline kinds;
  const call_kind quick("quick");
  const call_kind slow("slow");
  kinds.expect({{.kind = quick, .seconds = 0.1}, {.kind = slow, .seconds = 0.5}});
  for (int round = 0; round < 60; ++round) {
    static_cast<void>(kinds.excess(quick, 130ms, 0));
    static_cast<void>(kinds.excess(slow, 530ms, 0));
    kinds.end_round(true, 0);
  }
  CHECK(kinds.excess(quick, 100ms, 0).value() == doctest::Approx(0).epsilon(0.001));
  CHECK(kinds.excess(slow, 500ms, 0).value() == doctest::Approx(0).epsilon(0.001));
}

// A law, and calls that end one by one as the test says.
struct org {
  adaptive_law law;
  time_point now = time_point(1h);
  std::uint64_t id = 0;

  explicit org(std::optional<std::size_t> fixed = {}) : law({.window = {.first = 10, .max = 64}, .fixed = fixed}) {}

  completion call(outcome_class cls) {
    completion c;
    c.kind = call_kind("flows");
    c.granted = {.id = ++id, .epoch = law.current().epoch, .in_flight = law.current().window};
    c.result.cls = cls;
    c.latency = 100ms;
    c.at = now;
    c.in_flight_left = law.current().window - 1;
    return c;
  }
  refusal end(const completion& c) {
    now += 10ms;
    return law.ended(c);
  }
  void ok(int n) {
    for (int i = 0; i < n; ++i) end(call(outcome_class::ok));
  }
};

TEST_CASE("calls that wait for this machine are no queue at the org: it binds, and the window grows no more") {
  org o;
  const auto busy = [&o](duration wait) {
    for (int i = 0; i < 2000; ++i) {
      completion c = o.call(outcome_class::ok);
      c.client_wait = wait;
      o.end(c);
    }
  };
  busy(50ms);
  CHECK(o.law.current().binds == binding::client);
  CHECK(o.law.current().window < 64);
  busy(0ms);
  CHECK(o.law.current().binds == binding::none);
  CHECK(o.law.current().window == 64);
}

TEST_CASE("too few ready calls bind once a window's worth of them has left room") {
  org o;
  o.ok(200);
  const std::size_t window = o.law.current().window;
  const auto roomy = [&o](std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
      completion c = o.call(outcome_class::ok);
      c.granted.in_flight = 2;
      o.end(c);
    }
  };
  roomy(window / 2);
  CHECK(o.law.current().binds != binding::work);
  roomy(2 * window);
  CHECK(o.law.current().binds == binding::work);
}

TEST_CASE("a window that is not used stays as it is, however long too little is ready") {
  org o;
  o.ok(200);
  const std::size_t window = o.law.current().window;
  for (int i = 0; i < 5000; ++i) {
    completion c = o.call(outcome_class::ok);
    c.granted.in_flight = 3;
    o.end(c);
  }
  CHECK(o.law.current().window == window);
}

TEST_CASE("a fixed window stays whatever the latency, but a refusal for too many at once lowers it") {
  org o(15);
  for (int i = 0; i < 500; ++i) {
    completion c = o.call(outcome_class::ok);
    c.latency = i < 250 ? 100ms : 5s;
    o.end(c);
  }
  CHECK(o.law.current().window == 15);
  completion c = o.call(outcome_class::limited);
  c.result.hint = limit_hint::at_once;
  o.end(c);
  CHECK(o.law.current().window == 14);
}

TEST_CASE("a refusal for too many at once lowers the ceiling, not the pace") {
  org o;
  o.ok(20);
  completion c = o.call(outcome_class::limited);
  c.granted.in_flight = 8;
  c.result.hint = limit_hint::at_once;
  CHECK(o.end(c) == refusal::too_many_at_once);
  CHECK(o.law.current().window == 7);
  CHECK(std::isinf(o.law.current().pace));
}

TEST_CASE("calls that were out together and were refused are one event: one cut, the longest hold") {
  org o;
  o.ok(200);
  completion first = o.call(outcome_class::limited);
  first.result.retry_after = 1s;
  completion second = o.call(outcome_class::limited);
  second.result.retry_after = 3s;
  CHECK(o.end(first) == refusal::rate_limited);
  const double pace = o.law.current().pace;
  CHECK(std::isfinite(pace));
  const std::size_t window = o.law.current().window;
  o.end(second);
  CHECK(o.law.current().pace == pace);
  CHECK(o.law.current().window == window);
  CHECK(o.law.current().hold_until == second.at + 3s);
}

TEST_CASE("a refusal at the day's end is the day's, whatever its words") {
  outcome o;
  o.cls = outcome_class::limited;
  o.usage = org_usage{.used = 1000, .max = 1000};
  o.hint = limit_hint::at_once;
  CHECK(ascribe(o) == refusal::daily);
}

TEST_CASE("lone 503s don't move the window, more of them than successes do") {
  org o;
  o.ok(3);
  for (int i = 0; i < 50; ++i) {
    o.end(o.call(outcome_class::overloaded));
    o.ok(5);
  }
  const std::size_t before = o.law.current().window;
  CHECK(before >= 10);
  for (int i = 0; i < 60; ++i) {
    o.end(o.call(outcome_class::overloaded));
    o.end(o.call(outcome_class::overloaded));
    o.ok(1);
  }
  CHECK(o.law.current().window < before);
}

TEST_CASE("calls that go one by one before the work begins are no reason to double the window") {
  org o;
  for (int i = 0; i < 8; ++i) {
    completion c = o.call(outcome_class::ok);
    c.granted.in_flight = 1;
    c.in_flight_left = 0;
    o.end(c);
  }
  CHECK(o.law.current().window == 10);
  o.ok(8);
  CHECK(o.law.current().window == 20);
}

TEST_CASE("one 503 in five is no overload, though the 503s come back before the answers to calls of their time") {
  org o;
  std::deque<completion> out;
  const auto answer = [&] {
    completion c = out.front();
    out.pop_front();
    c.at = o.now;
    o.end(c);
  };
  for (int i = 0; i < 90; ++i) {
    if (i % 5 == 0) o.end(o.call(outcome_class::overloaded));
    if (i % 5 > 0) out.push_back(o.call(outcome_class::ok));
    if (i % 15 == 14) answer();
    CHECK(o.law.current().window >= 10);
  }
  while (!out.empty()) answer();
  CHECK(o.law.current().window > 10);
}

TEST_CASE("in an outage two calls a second go out, even while others hang, and the first success ends it") {
  org o;
  o.ok(50);
  const setting before = o.law.current();
  for (int i = 0; i < 100; ++i) o.end(o.call(outcome_class::overloaded));
  CHECK(o.law.current().pace == 2);
  CHECK(o.law.current().window == before.window);
  CHECK(o.law.current().binds == binding::outage);
  CHECK(o.law.current().hold_until > o.now - 10ms);
  o.ok(1);
  CHECK(std::isinf(o.law.current().pace));
  CHECK(o.law.current().window == before.window);
}

TEST_CASE("calls that we dropped ourselves say nothing of the org") {
  org o;
  const setting before = o.law.current();
  for (int i = 0; i < 100; ++i) {
    completion c = o.call(outcome_class::broken);
    c.result.cancelled = true;
    o.end(c);
  }
  CHECK(o.law.current() == before);
}

TEST_CASE("every change of the setting has a new epoch") {
  org o;
  setting last = o.law.current();
  for (int i = 0; i < 400; ++i) {
    o.end(o.call(i % 37 == 36 ? outcome_class::limited : outcome_class::ok));
    const setting& now = o.law.current();
    CHECK((now == last || now.epoch == last.epoch + 1));
    last = now;
  }
}
}  // namespace
}  // namespace sluice
