// The limiter between probes, and the scaler: what opens and shuts the way, and what is passed on to whom.
#include "actors/limiter.hpp"

#include "actors/scaler.hpp"
#include "tests/actors/stage.hpp"

#include <functional>
#include <memory>

#include <doctest/doctest.h>

namespace sluice::actors_test {

namespace {

using namespace std::chrono_literals;

/// Does as it is told: each completion's setting, refusal and decisions are set by the test.
struct scripted_law : control_law {
  refusal ended(const completion&) override { return why; }
  const setting& current() const override { return now; }
  std::span<const decision> decisions() const override { return decided; }
  setting now{.window = 3, .epoch = 1};
  std::vector<decision> decided;
  refusal why = refusal::none;
};

struct limiter_scene : stage {
  void begin(limiter_options options = {}) { who = play<sluice::limiter>(options, std::ref(events)); }
  void open(std::size_t window, double pace = std::numeric_limits<double>::infinity()) {
    tell(who, setting{.window = window, .pace = pace, .epoch = 1});
  }
  void offer(std::size_t calls, std::size_t bytes = 10) {
    tell(who, ready{.calls = calls, .next_bytes = bytes, .seen = composer.count<grant>()});
  }
  [[nodiscard]] std::size_t granted() const { return composer.count<grant>(); }
  void end(std::size_t which, outcome result = {}, std::size_t body = 0) {
    tell(who,
         completion{.granted = composer.heard<grant>().at(which), .result = std::move(result), .body_bytes = body});
  }
  limiter_actor who;
};

}  // namespace

TEST_CASE_FIXTURE(limiter_scene, "nothing leaves before the scaler's first setting") {
  begin();
  offer(5);
  CHECK(granted() == 0);
  open(2);
  CHECK(granted() == 2);
}

TEST_CASE_FIXTURE(limiter_scene,
                  "a grant for each call that is ready, up to the window, numbered, with the in-flight at its giving") {
  begin();
  open(3);
  offer(2);
  REQUIRE(granted() == 2);
  offer(4);
  REQUIRE(granted() == 3);
  const auto all = composer.heard<grant>();
  CHECK(all[0].id == 1);
  CHECK(all[2].id == 3);
  CHECK(all[2].in_flight == 3);
  CHECK(all[2].epoch == 1);
  CHECK(all[0].bytes == 10);
  CHECK(events.flying == 3);
}

TEST_CASE_FIXTURE(limiter_scene, "what a call took beyond its transfer is told as this machine's") {
  begin();
  open(1);
  offer(1);
  pass(100ms);
  completion c{.granted = composer.last<grant>(), .latency = 80ms};
  tell(who, c);
  CHECK(scaler.last<completion>().client_wait == 20ms);
}

TEST_CASE_FIXTURE(limiter_scene, "an unused grant gives its slot, its token and its room back") {
  begin();
  open(1, 0.001);
  offer(1);
  REQUIRE(granted() == 1);
  tell(who, unused{composer.last<grant>()});
  CHECK(granted() == 1);
  offer(1);
  CHECK(granted() == 2);
}

TEST_CASE_FIXTURE(limiter_scene,
                  "a completion frees the slot and goes on to the scaler with the in-flight that is left") {
  begin();
  open(2);
  offer(2);
  end(0);
  REQUIRE(scaler.count<completion>() == 1);
  CHECK(scaler.last<completion>().granted.id == 1);
  CHECK(scaler.last<completion>().in_flight_left == 1);
  CHECK(scaler.last<completion>().at == now());
  offer(1);
  CHECK(granted() == 3);
}

TEST_CASE_FIXTURE(limiter_scene, "a reply's bytes hold the way shut until they are freed") {
  begin({.admission = {.memory_bytes = 100}});
  open(10);
  offer(3, 60);
  CHECK(granted() == 1);
  end(0, {}, 80);
  CHECK(events.held == 80);
  CHECK(granted() == 1);
  tell(who, freed{80});
  CHECK(events.held == 60);  // the next one's expected bytes
  CHECK(granted() == 2);
}

TEST_CASE_FIXTURE(limiter_scene,
                  "a Retry-After holds every grant for the whole of it, though the scaler says nothing") {
  begin();
  open(4);
  offer(1);
  end(0, {.cls = outcome_class::limited, .status = 429, .retry_after = 30s});
  offer(3);
  CHECK(granted() == 1);
  pass(29s);
  CHECK(granted() == 1);
  pass(1s);
  CHECK(granted() == 4);
}

TEST_CASE_FIXTURE(limiter_scene, "the pace lets one go as each token comes") {
  begin();
  open(100, 2);
  offer(10);
  CHECK(granted() == 1);
  pass(2s);
  CHECK(granted() == 5);
}

TEST_CASE_FIXTURE(limiter_scene, "alarms that an earlier one has overtaken don't go on beside it") {
  begin();
  open(100, 0.1);
  offer(1000);
  for (const double pace : {0.2, 0.3, 0.4, 0.5, 1.0}) open(100, pace);
  pass(20s);
  CHECK(granted() >= 20);
  CHECK(sched.clock().trigger_timeouts() == 1);
}

TEST_CASE_FIXTURE(limiter_scene, "a smaller window calls nothing back and lets nothing out until it is reached") {
  begin();
  open(4);
  offer(4);
  open(2);
  offer(2);
  end(0);
  end(1);
  CHECK(granted() == 4);
  end(2);
  CHECK(granted() == 5);
}

TEST_CASE_FIXTURE(limiter_scene, "a window that has just doubled does not run past the day's reserve") {
  begin({.api_reserve = 0.2});
  open(1);
  offer(200);
  REQUIRE(granted() == 1);
  outcome late;
  late.usage = org_usage{.used = 750, .max = 1000};
  end(0, late);
  open(100);
  offer(200);
  // 50 are left to the reserve; of those 14 may not be counted yet.
  CHECK(granted() > 30);
  CHECK(granted() <= 1 + 50 - 14);
}

TEST_CASE_FIXTURE(limiter_scene, "at the day's reserve the run is stopped with exit code 75, said once") {
  begin({.api_reserve = 0.2});
  open(3);
  offer(3);
  end(0, {.usage = org_usage{.used = 783, .max = 1000}});
  CHECK(supervisor.count<cannot_go_on>() == 0);
  end(1, {.usage = org_usage{.used = 785, .max = 1000}});  // and one is out
  end(2, {.usage = org_usage{.used = 787, .max = 1000}});
  REQUIRE(supervisor.count<cannot_go_on>() == 1);
  CHECK(supervisor.last<cannot_go_on>().why.code == exit_code::limit_reached);
}

TEST_CASE_FIXTURE(limiter_scene,
                  "a run that waits for the next day's calls looks again with one call, and goes on when it may") {
  begin({.api_reserve = 0.2, .budget_wait = [] { return duration(30min); }});
  open(3);
  offer(3);
  end(0, {.usage = org_usage{.used = 786, .max = 1000}});
  end(1, {.usage = org_usage{.used = 787, .max = 1000}});
  end(2, {.usage = org_usage{.used = 788, .max = 1000}});
  CHECK(supervisor.count<cannot_go_on>() == 0);
  CHECK(events.day_waits == 1);
  offer(9);
  pass(29min);
  CHECK(granted() == 3);
  pass(2min);
  REQUIRE(granted() == 4);  // one, to learn
  SUBCASE("still used up: another wait") {
    end(3, {.usage = org_usage{.used = 786, .max = 1000}});
    offer(9);
    pass(29min);
    CHECK(granted() == 4);
    CHECK(events.day_waits == 2);
  }
  SUBCASE("room again: the window is open") {
    end(3, {.usage = org_usage{.used = 400, .max = 1000}});
    offer(9);
    CHECK(granted() == 7);
  }
}

TEST_CASE_FIXTURE(stage, "the scaler's first setting opens the limiter and reaches the supervisor") {
  auto law = std::make_shared<scripted_law>();
  static_cast<void>(play<sluice::scaler>(law, std::ref(events)));
  CHECK(limiter.last<setting>() == law->now);
  CHECK(supervisor.last<setting>() == law->now);
  CHECK(events.settings.size() == 1);
}

TEST_CASE_FIXTURE(stage, "a completion is told with the law's word on it; only a new epoch is a new setting") {
  auto law = std::make_shared<scripted_law>();
  const auto who = play<sluice::scaler>(law, std::ref(events));
  law->why = refusal::too_many_at_once;
  tell(who, completion{.granted = {.id = 1}});
  CHECK(events.refusals == std::vector{refusal::too_many_at_once});
  CHECK(limiter.count<setting>() == 1);
  law->now = {.window = 2, .epoch = 2};
  tell(who, completion{.granted = {.id = 2}});
  CHECK(limiter.count<setting>() == 2);
  CHECK(limiter.last<setting>().window == 2);
  CHECK(supervisor.last<setting>().window == 2);
}

TEST_CASE_FIXTURE(stage, "what the law decided at a completion is told once, in its order") {
  auto law = std::make_shared<scripted_law>();
  const auto who = play<sluice::scaler>(law, std::ref(events));
  CHECK(events.decisions.empty());
  law->decided = {{.what = decision_kind::rate_learnt, .to = 3.3},
                  {.what = decision_kind::shrank, .why = binding::rate, .from = 20, .to = 4}};
  tell(who, completion{.granted = {.id = 1}});
  law->decided.clear();
  tell(who, completion{.granted = {.id = 2}});
  REQUIRE(events.decisions.size() == 2);
  CHECK(events.decisions[0].what == decision_kind::rate_learnt);
  CHECK(events.decisions[1].why == binding::rate);
  CHECK(events.decisions[1].to == 4);
}

}  // namespace sluice::actors_test
