#include "orgsim/behaviour/course.hpp"
#include "orgsim/behaviour/least_time.hpp"
#include "orgsim/behaviour/limits.hpp"
#include "orgsim/behaviour/rate_limit.hpp"
#include "orgsim/behaviour/running_calls.hpp"
#include "orgsim/behaviour/service_queue.hpp"
#include "orgsim/behaviour/service_times.hpp"
#include "tests/unit/orgsim/asked.hpp"

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

using namespace orgsim_test;
using namespace sluice::orgsim;
using namespace std::chrono_literals;

namespace {

profile served_in(double ms, double sigma = 0) {
  profile p;
  for (service_profile& s : p.service) {
    s.median_ms = ms;
    s.sigma = sigma;
  }
  return p;
}

}  // namespace

TEST_CASE("no more calls are served at once than there are servers, and the first to come is the next to go") {
  service_queue q(0);
  for (std::uint64_t call = 1; call <= 4; ++call) CHECK(q.arrive(call, 0ms, 2));
  CHECK(q.begin(0ms, 2).size() == 2);
  CHECK(q.waiting() == 2);
  q.finish();
  const auto begun = q.begin(100ms, 2);
  REQUIRE(begun.size() == 1);
  CHECK(begun[0].call == 3);
  CHECK((begun[0].waited == 100ms));
}

TEST_CASE("a full queue takes no more calls") {
  service_queue q(1);
  CHECK(q.arrive(1, 0ms, 1));
  q.begin(0ms, 1);
  CHECK(q.arrive(2, 0ms, 1));
  CHECK_FALSE(q.arrive(3, 0ms, 1));
}

TEST_CASE("fewer servers finish what they have begun before they take more") {
  service_queue q(0);
  for (std::uint64_t call = 1; call <= 6; ++call) q.arrive(call, 0ms, 4);
  CHECK(q.begin(0ms, 4).size() == 4);
  for (int i = 0; i < 3; ++i) q.finish();
  CHECK(q.begin(100ms, 1).empty());
  q.finish();
  CHECK(q.begin(100ms, 1).size() == 1);
}

TEST_CASE("a call never begins before it came, however late its server was noticed to be free") {
  service_queue q(0);
  q.arrive(1, 50ms, 1);
  const auto begun = q.begin(40ms, 1);
  REQUIRE(begun.size() == 1);
  CHECK((begun[0].at == 50ms));
  CHECK((begun[0].waited == 0ms));
}

TEST_CASE("times of service repeat with the seed, whatever else was asked, and a retry is a new draw") {
  const service_times a(served_in(200, 0.5), 7);
  const service_times b(served_in(200, 0.5), 8);
  CHECK((a.base(asked(1), 1) == a.base(asked(1), 1)));
  CHECK((a.base(asked(1, 0), 1) != a.base(asked(1, 1), 1)));
  CHECK((a.base(asked(1), 1) != b.base(asked(1), 1)));
  int below = 0;
  for (std::uint64_t question = 0; question < 1000; ++question) below += a.base(asked(question), 1) < 200ms ? 1 : 0;
  CHECK(below > 450);
  CHECK(below < 550);
}

TEST_CASE("one call in twenty takes twenty times as long where a profile says so") {
  profile p = served_in(10);
  for (service_profile& s : p.service) s.tail_share = 0.05;
  const service_times times(p, 1);
  int slow = 0;
  for (std::uint64_t question = 0; question < 4000; ++question) {
    const sim_time t = times.base(asked(question), 1);
    CHECK((t == 10ms || t == 200ms));
    slow += t == 200ms ? 1 : 0;
  }
  CHECK(slow > 160);
  CHECK(slow < 240);
}

TEST_CASE("kinds, subrequests, rows and kilobytes each have their price, and the first calls are slow") {
  profile p = served_in(10);
  p.service[static_cast<std::size_t>(call_kind::composite)] = {.median_ms = 50, .per_subrequest_ms = 4};
  p.service[static_cast<std::size_t>(call_kind::query)] = {.median_ms = 10, .per_row_us = 10, .per_kb_us = 100};
  p.cold = {.calls = 2, .factor = 5};
  const service_times times(p, 1);
  CHECK((times.base(asked(1), 1) == 10ms));
  CHECK((times.base(asked(1), 2) == 20ms));
  CHECK((times.base(asked(1, 0, call_kind::composite), 1) == 50ms));
  CHECK((times.of_size(asked(1, 0, call_kind::composite), {.subrequests = 25}, 1) == 100ms));
  CHECK((times.of_size(asked(1, 0, call_kind::query), {.rows = 2000, .bytes = 100'000}, 1) == 30ms));
  asking first = asked(1);
  first.number = 1;
  CHECK((times.base(first, 1) == 50ms));
}

TEST_CASE("the same question counts its askings, and its body is part of it") {
  asking_counts counts;
  const asking first = counts.next("GET", "/services/data/v64.0/sobjects/A/describe", "");
  const asking again = counts.next("GET", "/services/data/v64.0/sobjects/A/describe", "");
  CHECK(first.kind == call_kind::describe);
  CHECK(again.question == first.question);
  CHECK(again.nth == 1);
  const asking one = counts.next("POST", "/services/data/v64.0/composite", "a");
  CHECK(one.kind == call_kind::composite);
  CHECK(counts.next("POST", "/services/data/v64.0/composite", "b").question != one.question);
  CHECK(counts.next("POST", "/services/oauth2/token", "a").question ==
        counts.next("POST", "/services/oauth2/token", "b").question);
}

TEST_CASE("calls are told apart by their address alone") {
  const std::string version = "/services/data/v64.0";
  CHECK(kind_of(version + "/sobjects") == call_kind::list);
  CHECK(kind_of(version + "/sobjects/Account/describe") == call_kind::describe);
  CHECK(kind_of(version + "/sobjects/User/005000000000001") == call_kind::record);
  CHECK(kind_of(version + "/query/?q=SELECT") == call_kind::query);
  CHECK(kind_of(version + "/query/01g-2000") == call_kind::query);
  CHECK(kind_of(version + "/tooling/query?q=x") == call_kind::tooling);
  CHECK(kind_of(version + "/tooling/composite") == call_kind::composite);
  CHECK(kind_of(version + "/limits/recordCount") == call_kind::limits);
  CHECK(kind_of("/services/oauth2/token") == call_kind::login);
  CHECK(kind_of("") == call_kind::other);
}

TEST_CASE("servers follow steps, ramps, waves and the slow return after an outage") {
  profile p;
  p.capacity.servers = 40;
  p.changes = {{.at_s = 100, .over_s = 10, .servers = 20.0}, {.at_s = 30, .servers = 10.0}};
  p.outages = {{.at_s = 200, .for_s = 10, .slow_start_s = 20}};
  const course c(p, 1);
  CHECK(c.servers(29s) == 40);
  CHECK(c.servers(30s) == 10);
  CHECK(c.servers(105s) == 15);
  CHECK(c.servers(150s) == 20);
  CHECK(c.outage(205s) == outage_form::unavailable);
  CHECK_FALSE(c.outage(210s).has_value());
  CHECK(c.servers(210s) == 2);
  CHECK(c.servers(220s) == 11);
  CHECK(c.servers(230s) == 20);
  profile waving;
  waving.capacity.servers = 40;
  waving.waves = {{.of = wave_of::servers, .period_s = 60, .swing = 0.5}};
  CHECK(course(waving, 1).servers(15s) == 60);
  CHECK(course(waving, 1).servers(45s) == 20);
}

TEST_CASE("other users take servers and spend the day's calls") {
  profile p;
  p.capacity.servers = 40;
  p.others = {.calls_per_minute = 1200, .service_ms = 500};
  p.day = {.max_calls = 100, .used = 0};
  const course c(p, 1);
  double sum = 0;
  for (int s = 0; s < 1000; ++s) sum += c.servers(std::chrono::seconds(s));
  CHECK(sum / 1000 == doctest::Approx(30).epsilon(0.03));
  limits l(p, 1);
  CHECK_FALSE(l.refuse(1s, {}).has_value());
  CHECK(l.day_used() == 21);
  CHECK(l.refuse(10s, {}).has_value());
}

TEST_CASE("a rate limit lets the burst through and then one call each interval, as Retry-After promised") {
  rate_limit r({.burst = 3});
  for (int i = 0; i < 3; ++i) CHECK_FALSE(r.refuse(0ms, 60).has_value());
  const auto wait = r.refuse(0ms, 60);
  REQUIRE(wait.has_value());
  CHECK(wait->count() == 1);
  CHECK_FALSE(r.refuse(*wait, 60).has_value());
  CHECK(r.refuse(*wait, 60).has_value());
}

TEST_CASE("a fixed window opens anew at its end, a sliding one when its oldest call has left it") {
  for (const rate_form form : {rate_form::fixed, rate_form::sliding}) {
    rate_limit r({.form = form, .window_s = 10});
    CHECK_FALSE(r.refuse(4s, 12).has_value());
    CHECK_FALSE(r.refuse(8s, 12).has_value());
    const auto wait = r.refuse(9s, 12);
    REQUIRE(wait.has_value());
    CHECK(wait->count() == (form == rate_form::fixed ? 1 : 5));
    CHECK_FALSE(r.refuse(9s + *wait + 1ms, 12).has_value());
  }
}

TEST_CASE("refused calls that count keep a hammering client out") {
  for (const rate_form form : {rate_form::bucket, rate_form::sliding}) {
    rate_limit r({.burst = 1, .form = form, .window_s = 10, .counts_refused = true});
    int passed = 0;
    for (int s = 0; s < 60; ++s) passed += r.refuse(std::chrono::seconds(s), 6) ? 0 : 1;
    CHECK(passed == 1);
  }
}

TEST_CASE("long-running calls alone count where Salesforce's rule holds") {
  running_calls running;
  const auto first = running.begin(0s);
  running.begin(15s);
  CHECK(running.longer_than(20s, 25s) == 1);
  running.end(first);
  CHECK(running.longer_than(20s, 25s) == 0);
  profile p;
  p.in_flight = {.cap = 2, .form = cap_form::long_running};
  limits l(p, 1);
  CHECK_FALSE(l.refuse(0s, {.all = 100, .long_running = 1}).has_value());
  CHECK(l.refuse(0s, {.all = 100, .long_running = 2})->status == 403);
}

TEST_CASE("the least time is what servers, pace, cap and the longest call leave") {
  profile p;
  p.capacity.servers = 40;
  p.changes = {{.at_s = 30, .servers = 10.0}};
  const auto least = [](const work_done& w, const profile& how) { return least_time_of(w, how, course(how, 1)); };
  CHECK(least({.calls = 1, .service_s = 1300}, p)->all_s() == doctest::Approx(40).epsilon(0.01));
  CHECK(least({.calls = 1, .service_s = 0.2, .longest_call_s = 0.2}, p)->all_s() == doctest::Approx(0.2));
  p.rate = {.calls_per_minute = 60, .burst = 10};
  CHECK(least({.calls = 110}, p)->pace_s == doctest::Approx(100));
  p.in_flight.cap = 5;
  CHECK(least({.calls = 1, .service_s = 100, .round_trips_s = 50}, p)->cap_s == doctest::Approx(30));
  p.outages = {{.at_s = 0, .for_s = 20}};
  CHECK(least({.calls = 1, .service_s = 100, .round_trips_s = 50}, p)->cap_s == doctest::Approx(50).epsilon(0.01));
}
