#include "control/pace_law.hpp"

#include "control/token_bucket.hpp"
#include "orgsim/behaviour/rate_limit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <queue>
#include <vector>

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;

// A client with work without end at a pace law's pace, and an org that counts its calls.
class paced_client {
 public:
  paced_client(const orgsim::rate_profile& org, double per_minute) : org_(org), per_minute_(per_minute) {}

  void run(duration for_time) {
    for (const time_point end = now_ + for_time; now_ < end;) {
      bucket_.configure(law.pace(), law.burst(), now_);
      if (!back_.empty() && back_.top().c.at <= now_) {
        hear();
      } else if (now_ >= law.hold_until() && out_ < at_once && bucket_.take(now_)) {
        send();
      } else {
        now_ += 1ms;
      }
    }
  }
  void limit(double per_minute) { per_minute_ = per_minute; }

  pace_law law{1};
  std::size_t walls = 0;
  std::size_t served = 0;

 private:
  static constexpr std::size_t at_once = 40;
  struct reply {
    completion c;
    bool operator<(const reply& other) const { return c.at > other.c.at; }
  };

  void send() {
    completion c;
    c.granted = {.id = ++id_, .epoch = epoch_, .in_flight = ++out_};
    if (const auto wait = org_.refuse(now_ - start, per_minute_)) {
      c.result.cls = outcome_class::limited;
      c.result.retry_after = *wait;
      c.latency = 10ms;
    } else {
      c.latency = 90ms + 1ms * (id_ % 21);
    }
    c.at = now_ + c.latency;
    back_.push({c});
  }

  void hear() {
    completion c = back_.top().c;
    back_.pop();
    c.in_flight_left = --out_;
    if (c.result.cls == outcome_class::ok) {
      ++served;
      return law.accepted(c);
    }
    const bool first = c.granted.epoch == epoch_;
    if (first) {
      ++epoch_;
      ++walls;
    }
    law.refused(c, first);
  }

  static constexpr time_point start{1h};
  time_point now_ = start;
  orgsim::rate_limit org_;
  double per_minute_;
  token_bucket bucket_;
  std::priority_queue<reply> back_;
  std::size_t out_ = 0;
  std::uint64_t id_ = 0;
  std::uint32_t epoch_ = 0;
};

orgsim::rate_profile window_of(double seconds) {
  return {.form = orgsim::rate_form::fixed, .window_s = seconds};
}

TEST_CASE("a bucket's rate and depth are known after a few walls") {
  struct bucket {
    double per_second;
    double burst;
  };
  for (const bucket b : {bucket{5, 3}, {25, 10}, {25, 25}, {60, 60}, {100, 20}, {100, 300}, {200, 50}}) {
    CAPTURE(b.per_second);
    CAPTURE(b.burst);
    paced_client client({.burst = b.burst}, 60 * b.per_second);
    client.run(30s);
    CHECK(client.law.pace() > 0.95 * b.per_second);
    CHECK(client.law.org_burst() == doctest::Approx(b.burst).epsilon(0.25));
    CHECK(client.walls <= 7);
    client.run(60s);
    CHECK(static_cast<double>(client.served) > 0.91 * 90 * b.per_second);
  }
}

TEST_CASE("in a short run no wall is met in vain") {
  struct bucket {
    double per_second;
    double burst;
  };
  for (const bucket b : {bucket{60, 30}, {100, 20}, {170, 40}, {300, 50}}) {
    CAPTURE(b.per_second);
    CAPTURE(b.burst);
    paced_client client({.burst = b.burst}, 60 * b.per_second);
    client.run(20s);
    CHECK(client.walls <= 3);
    CHECK(static_cast<double>(client.served) > 0.87 * 20 * b.per_second);
  }
}

TEST_CASE("what a bucket saves up is sent at once where it is known, not before") {
  paced_client client({.burst = 100}, 6000);
  client.run(1s);
  REQUIRE(client.walls == 1);
  CHECK(client.law.burst() < 5);
  client.run(9s);
  REQUIRE(client.walls > 1);
  CHECK(client.law.burst() > 60);
  CHECK(client.law.burst() < 100);
}

TEST_CASE("a window of a second is told from a bucket, fixed or sliding") {
  for (const auto form : {orgsim::rate_form::fixed, orgsim::rate_form::sliding}) {
    CAPTURE(static_cast<int>(form));
    paced_client client({.form = form, .window_s = 1}, 6000);
    client.run(20s);
    const std::size_t before = client.served;
    client.run(60s);
    CHECK(client.served - before > 5500);
    CHECK(client.walls < 14);
  }
}

TEST_CASE("of an org that closes for the rest of a minute the first closing tells the rate") {
  paced_client client(window_of(60), 200);
  client.run(62s);
  CHECK(client.walls == 1);
  CHECK(client.law.pace() == doctest::Approx(0.99 * 200 / 60).epsilon(0.02));
  client.run(178s);
  CHECK(client.walls == 1);
  CHECK(client.served > 4 * 190);
}

TEST_CASE("a limit that falls is followed within three walls") {
  paced_client client({.burst = 25}, 6000);
  client.run(60s);
  const std::size_t before = client.walls;
  client.limit(1500);
  client.run(4s);
  CHECK(client.walls - before <= 3);
  CHECK(client.law.pace() == doctest::Approx(25).epsilon(0.1));
}

TEST_CASE("a limit that rises is found by the next probe, and followed in seconds") {
  paced_client client({.burst = 25}, 1500);
  client.run(60s);
  client.limit(6000);
  client.run(45s);
  CHECK(client.law.pace() == doctest::Approx(100).epsilon(0.1));
}

TEST_CASE("a limit that others use up for some seconds is used again within half a minute") {
  paced_client client({.burst = 25}, 6000);
  client.run(60s);
  client.limit(120);
  client.run(6s);
  client.limit(6000);
  client.run(30s);
  CHECK(client.law.pace() == doctest::Approx(100).epsilon(0.1));
}

TEST_CASE("every refused call's wait is kept, and those of one wall change the pace once") {
  pace_law law(1);
  completion c{.granted = {.id = 1, .in_flight = 1}, .latency = 100ms, .at = time_point(1h)};
  for (int i = 0; i < 50; ++i) {
    c.at += 20ms;
    ++c.granted.id;
    law.accepted(c);
  }
  CHECK(std::isinf(law.pace()));
  c.result = {.cls = outcome_class::limited, .retry_after = 1s};
  ++c.granted.id;
  law.refused(c, true);
  const double pace = law.pace();
  CHECK(std::isfinite(pace));
  CHECK(law.hold_until() == c.at + 1s);
  c.result.retry_after = 3s;
  ++c.granted.id;
  law.refused(c, false);
  CHECK(law.pace() == pace);
  CHECK(law.hold_until() == c.at + 3s);
  CHECK(law.learnt() == 1);
}
}  // namespace
}  // namespace sluice
