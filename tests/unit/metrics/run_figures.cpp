#include "metrics/run_figures.hpp"

#include "tests/unit/metrics/world.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string_view>
#include <thread>

#include <doctest/doctest.h>

using namespace sluice;
using sluice::test::world;

namespace {

std::uint64_t sum(const auto& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
}

}  // namespace

TEST_CASE("objects add up to the total at every moment") {
  world w;
  CHECK(w.seen().objects.total == 0);
  w.run.planned(10, 4);
  w.end(object_state::done);
  w.end(object_state::partial);
  w.end(object_state::failed);
  const auto o = w.seen().objects;
  CHECK(o.total == 10);
  CHECK(o.in(object_state::reused) == 4);
  CHECK(o.left() == 3);
  CHECK(sum(o.by) == o.total);
}

TEST_CASE("a reused object that is told twice, with the plan and by itself, counts once") {
  world w;
  w.run.planned(3, 2);
  w.end(object_state::reused);
  w.end(object_state::reused);
  CHECK(w.seen().objects.in(object_state::reused) == 2);
  CHECK(w.seen().objects.left() == 1);
}

TEST_CASE("each call counts under one word, and the scaler's word on a refusal goes before the class") {
  struct row {
    outcome_class cls;
    refusal ascribed;
    call_word counted;
  };
  const row rows[] = {
      {outcome_class::ok, refusal::none, call_word::ok},
      {outcome_class::limited, refusal::rate_limited, call_word::rate_limited},
      {outcome_class::limited, refusal::too_many_at_once, call_word::too_many_at_once},
      {outcome_class::limited, refusal::daily, call_word::daily},
      {outcome_class::limited, refusal::none, call_word::rate_limited},
      {outcome_class::overloaded, refusal::overloaded, call_word::overloaded},
      {outcome_class::overloaded, refusal::none, call_word::overloaded},
      {outcome_class::broken, refusal::none, call_word::broken},
      {outcome_class::rejected, refusal::none, call_word::rejected},
  };
  for (const auto& r : rows) {
    CAPTURE(call_words[place(r.counted)]);
    world w;
    w.call("flows", r.cls, r.ascribed);
    CHECK(w.seen().calls(r.counted) == 1);
    CHECK(w.seen().calls_total() == 1);
  }
}

TEST_CASE("a refusal that comes back fast does not flatter the latencies") {
  world w;
  w.ok("describe", std::chrono::milliseconds(300));
  for (int i = 0; i < 50; ++i) {
    w.call("describe", outcome_class::limited, refusal::rate_limited, std::chrono::milliseconds(1));
  }
  CHECK(*w.seen().latency.quantile_seconds(0.5) == doctest::Approx(0.3).epsilon(0.02));
}

TEST_CASE("a kind that nobody announced counts as other and is not lost") {
  world w;
  w.ok("brand_new", std::chrono::milliseconds(1));
  w.run.part_stored(call_kind("brand_new"), {});
  CHECK(w.seen().calls_total() == 1);
  CHECK(w.seen().kinds.back().kind == "other");
  CHECK(w.seen().kinds.back().calls[0] == 1);
  CHECK(w.seen().parts.back().ok == 1);
}

TEST_CASE("a survey's answer is progress but no part of an object") {
  world w;
  w.run.part_stored(call_kind("object_list"), {});
  CHECK(w.seen().last_progress == w.now);
  for (const auto& p : w.seen().parts) CHECK(p.ok == 0);
}

TEST_CASE("gaps count the object-parts of the objects that ended") {
  world w;
  w.end(object_state::done, {{call_kind("flows"), gap::denied, ""}, {call_kind("triggers"), gap::denied, ""}});
  w.end(object_state::partial, {{call_kind("flows"), gap::failed, ""}});
  CHECK(w.seen().gaps[place(gap::denied)] == 2);
  CHECK(w.seen().gaps[place(gap::failed)] == 1);
}

TEST_CASE("the window, the pace and what binds are those of the last setting") {
  world w;
  w.set(10, std::numeric_limits<double>::infinity());
  w.pass(std::chrono::seconds(1));
  w.set(30, 3.3, binding::rate);
  w.pass(std::chrono::seconds(1));
  const auto f = w.seen();
  CHECK(f.window.mean == doctest::Approx(20));
  CHECK(f.pace == 3.3);
  CHECK(f.binds == binding::rate);
}

TEST_CASE("decisions count by which way they went and why: what bound the window, or what was learnt") {
  world w;
  w.run.decided({.what = decision_kind::grew, .why = binding::none, .from = 10, .to = 20});
  w.run.decided({.what = decision_kind::grew, .why = binding::none, .from = 20, .to = 40});
  w.run.decided({.what = decision_kind::shrank, .why = binding::neighbours, .from = 40, .to = 30});
  w.run.decided({.what = decision_kind::held, .why = binding::queueing, .from = 30, .to = 30});
  w.run.decided({.what = decision_kind::rate_learnt, .from = std::numeric_limits<double>::infinity(), .to = 3.3});
  w.run.decided({.what = decision_kind::cap_learnt, .from = 24, .to = 30});
  w.run.decided({.what = decision_kind::baseline_renewed, .from = 1, .to = 1.2});
  w.run.decided({.what = decision_kind::outage_began});
  w.run.decided({.what = decision_kind::outage_ended});
  const auto f = w.seen();
  const auto counted = [&](std::string_view way, std::string_view reason) {
    const auto at = [](const auto& words, std::string_view word) {
      return static_cast<std::size_t>(std::ranges::find(words, word) - words.begin());
    };
    return f.decisions[at(direction_words, way)][at(reason_words, reason)];
  };
  CHECK(counted("up", "none") == 2);
  CHECK(counted("down", "neighbours") == 1);
  CHECK(counted("held", "queueing") == 1);
  CHECK(counted("down", "rate_learnt") == 1);
  CHECK(counted("up", "cap_learnt") == 1);
  CHECK(counted("held", "baseline_renewed") == 1);
  CHECK(counted("down", "outage_began") == 1);
  CHECK(counted("up", "outage_ended") == 1);
  std::uint64_t all = 0;
  for (const auto& way : f.decisions) all = std::accumulate(way.begin(), way.end(), all);
  CHECK(all == 9);
}

TEST_CASE("a hold shows until its end") {
  world w;
  w.run.setting_changed({.hold_until = w.now + std::chrono::seconds(5)});
  CHECK(w.seen().held);
  w.pass(std::chrono::seconds(5));
  CHECK_FALSE(w.seen().held);
}

TEST_CASE("a run that waits for the day's calls says that the day binds, until it looks again") {
  world w;
  w.run.setting_changed({.binds = binding::queueing});
  w.run.day_used_up({.used = 80, .max = 100}, std::chrono::hours(1));
  CHECK(w.seen().binds == binding::daily);
  CHECK(w.seen().held);
  w.pass(std::chrono::hours(1));
  CHECK(w.seen().binds == binding::queueing);
  CHECK_FALSE(w.seen().held);
}

TEST_CASE("the org's usage is the level told last, also when it fell") {
  world w;
  CHECK_FALSE(w.seen().usage);
  completion c;
  for (const std::uint64_t used : {500U, 480U}) {
    c.result.usage = org_usage{.used = used, .max = 1000};
    w.run.call_ended(c, refusal::none);
  }
  CHECK(w.seen().usage->used == 480);
}

TEST_CASE("what several threads tell at once is all counted, and every snapshot adds up") {
  constexpr std::size_t threads = 4, each = 5000;
  run_figures run(sluice::test::known_kinds(), [] { return time_point(std::chrono::hours(1)); });
  run.planned(threads * each, 0);
  std::vector<std::thread> hammers;
  hammers.reserve(threads);
  for (std::size_t t = 0; t < threads; ++t) {
    hammers.emplace_back([&run] {
      completion c;
      c.kind = call_kind("flows");
      for (std::size_t i = 0; i < each; ++i) {
        run.in_flight(i % 7);
        run.call_ended(c, i % 5 == 0 ? refusal::rate_limited : refusal::none);
        run.waited(std::chrono::milliseconds(i % 100));
        run.setting_changed({.window = 1 + i % 9});
        run.part_stored(c.kind, {});
        run.object_ended(object_name("Account"), object_state::done, {});
      }
    });
  }
  for (int i = 0; i < 200; ++i) {
    const auto f = run.snapshot();
    REQUIRE(sum(f.objects.by) == f.objects.total);
    REQUIRE(f.calls(call_word::ok) == f.latency.count());
  }
  for (auto& h : hammers) h.join();
  const auto f = run.snapshot();
  CHECK(f.calls_total() == threads * each);
  CHECK(f.refused() == threads * each / 5);
  CHECK(f.waits.count() == threads * each);
  CHECK(f.objects.in(object_state::done) == threads * each);
  CHECK(f.in_flight_max == 6);
  CHECK(f.window.max == 9);
}
