// The supervisor between probes, with real fetchers and surveyors below it: who is begun, replaced, stopped, and how a
// run ends.
#include "actors/supervisor.hpp"

#include "tests/actors/questions.hpp"
#include "tests/actors/stage.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

#include <caf/event_based_actor.hpp>
#include <doctest/doctest.h>

namespace sluice::actors_test {

namespace {

using recalled_parts = std::shared_ptr<const std::vector<stored_part>>;

struct supervisor_scene : stage {
  supervisor_scene() {
    asks = {.parts = {&describe}, .surveys = {&list}, .list = &list};
    options.asks = &asks;
    options.on_spawn = [this](const object_name& o, const fetcher_actor& f) {
      fetchers[o.str()] = caf::actor_cast<caf::actor_addr>(f);
      order.push_back(o.str());
    };
  }
  ~supervisor_scene() { kill(who); }

  void begin() {
    who = play<sluice::supervisor>(options, std::ref(events));
    system.spawn([this](caf::event_based_actor* self) {
      self->request(who, caf::infinite, start{}).then([this](const run_ended& how) { end = how; }, [](caf::error&) {});
    });
    settle();
  }
  /// Through login, store, list and plan, to the first fetchers.
  void begin_fetching(std::size_t window, std::size_t objects, std::vector<object_name> complete = {}) {
    begin();
    tell(who, setting{.window = window, .epoch = 1});
    tell(who, logged_in{{.organization_id = "00D"}});
    tell(who, opened_run{});
    std::string names;
    for (std::size_t i = 0; i < objects; ++i) names += "O" + std::to_string(i) + "\n";
    tell_list(test_list(names));
    tell(who, planned{std::make_shared<const std::vector<object_name>>(std::move(complete))});
  }
  void tell_list(const test_list& data) {
    tell(who, surveyed{.asked = &list, .data = std::make_shared<test_list>(data), .reason = {}});
  }
  void finish(const std::string& object, object_state state = object_state::done, std::vector<part_gap> gaps = {}) {
    tell(who, finished{.object = object_name(object), .state = state, .gaps = std::move(gaps)});
  }
  void read_counts() {
    asks.parts = {&counted};
    asks.surveys = {&list, &counts};
  }
  [[nodiscard]] fetcher_actor fetcher(const std::string& object) const {
    return caf::actor_cast<fetcher_actor>(fetchers.at(object));
  }
  void fetcher_recalls_nothing(const std::string& object) {
    tell(fetcher(object), recalled{std::make_shared<const std::vector<stored_part>>()});
  }
  /// In the order of their birth: each of them asks the librarian what it has of the org.
  [[nodiscard]] std::vector<depositor_actor> surveyors() const {
    std::vector<depositor_actor> all;
    for (const auto& [asked, by] : librarian.heard_from<recall, depositor_actor>()) {
      if (asked.object.empty()) all.push_back(by);
    }
    return all;
  }
  [[nodiscard]] std::size_t begun() const { return order.size(); }
  [[nodiscard]] exit_code code() const { return end.value().code; }

  questionnaire asks;
  test_survey list{"list", true};
  test_survey counts{"counts", false};
  test_part describe{{.name = "describe"}};
  test_part counted{{.name = "counted", .reads = &counts}};
  supervisor_options options;
  supervisor_actor who;
  std::optional<run_ended> end;
  std::map<std::string, caf::actor_addr> fetchers;
  std::vector<std::string> order;
};

}  // namespace

TEST_CASE_FIXTURE(supervisor_scene, "a run logs in, opens the store, lists the objects and plans them, in this order") {
  begin();
  CHECK(session.count<log_in>() == 1);
  CHECK(librarian.count<open_run>() == 0);
  tell(who, logged_in{{.organization_id = "00D"}});
  CHECK(librarian.last<open_run>().who.organization_id == "00D");
  tell(who, opened_run{});
  CHECK(librarian.last<recall>().object.empty());  // the list's surveyor
  tell_list(test_list("Account\nContact"));
  CHECK(*librarian.last<plan_objects>().objects == std::vector{object_name("Account"), object_name("Contact")});
  CHECK(begun() == 0);
  tell(who, planned{std::make_shared<const std::vector<object_name>>()});
  CHECK(begun() > 0);
  CHECK(events.phases == std::vector{run_phase::login, run_phase::list, run_phase::fetch});
}

TEST_CASE_FIXTURE(supervisor_scene, "half as many fetchers again as workers are alive, and one begins as one ends") {
  begin_fetching(4, 20);
  CHECK(begun() == 6);
  finish("O0");
  CHECK(begun() == 7);
  CHECK(order.back() == "O6");
}

TEST_CASE_FIXTURE(supervisor_scene, "a wider window and fuller calls begin more fetchers") {
  begin_fetching(2, 100);
  CHECK(begun() == 3);
  tell(who, setting{.window = 4, .epoch = 2});
  CHECK(begun() == 6);
  tell(who, objects_per_call{5});
  CHECK(begun() == 30);
  tell(who, setting{.window = 1, .epoch = 3});
  CHECK(begun() == 30);
}

TEST_CASE_FIXTURE(supervisor_scene, "a fetcher that only waits for a survey frees its place") {
  begin_fetching(2, 100);
  tell(who, awaits_survey{object_name("O1")});
  CHECK(begun() == 4);
  tell(who, awaits_survey{object_name("O1")});
  CHECK(begun() == 4);
  finish("O1");
  CHECK(begun() == 4);
}

TEST_CASE_FIXTURE(supervisor_scene, "objects that are complete in the store are not begun") {
  begin_fetching(10, 3, {object_name("O0"), object_name("O2")});
  CHECK(order == std::vector<std::string>{"O1"});
  CHECK(events.planned_total == 3);
  CHECK(events.planned_reused == 2);
}

TEST_CASE_FIXTURE(supervisor_scene,
                  "only the objects that were named, within their greatest number, without those left out") {
  options.objects = std::vector{object_name("A"), object_name("B"), object_name("C"), object_name("D")};
  options.left_out = [](const object_name& o) { return o == object_name("A"); };
  options.objects_max = 2;
  begin_fetching(10, 5);
  CHECK(order == std::vector<std::string>{"B", "C"});
}

TEST_CASE_FIXTURE(supervisor_scene,
                  "with batching the composer hears of objects about to start, and that none is left") {
  options.batch = true;
  begin_fetching(4, 20);
  const auto told = composer.heard<not_started>();
  REQUIRE(told.size() >= 2);
  CHECK(told.front().objects == 6);
  CHECK(told.back().objects == 0);
}

TEST_CASE_FIXTURE(supervisor_scene, "a fetcher that is killed is replaced for its object, so often and no more") {
  options.retries = 2;
  begin_fetching(1, 1);
  for (int i = 0; i < 3; ++i) {
    CHECK(begun() == static_cast<std::size_t>(i) + 1);
    kill(fetcher("O0"));
  }
  CHECK(begun() == 3);
  CHECK(events.restarts["O0"] == 3);
  CHECK(events.deaths == std::vector<fetcher_death>(3, fetcher_death::killed));
  CHECK(events.states.at("O0") == object_state::failed);
  CHECK(librarian.count<publish>() == 1);
  tell(who, published_files{});
  CHECK(code() == exit_code::some_parts_failed);
}

TEST_CASE_FIXTURE(supervisor_scene, "a surveyor that dies is replaced, and who waits hears its successor") {
  read_counts();
  begin_fetching(1, 1);
  fetcher_recalls_nothing("O0");
  const auto first = surveyors().back();
  kill(first);
  const auto successor = surveyors().back();
  CHECK(successor != first);
  tell(successor, recalled{recalled_parts(new std::vector<stored_part>{
                      {.object = {}, .part = call_kind("counts"), .content = answer::of("O0")}})});
  REQUIRE(librarian.count<part_done>() == 1);
  CHECK(librarian.last<part_done>().part.content.payload == "surveyed O0");
}

TEST_CASE_FIXTURE(supervisor_scene, "a surveyor that dies too often is a gap for every object that waits") {
  options.retries = 1;
  read_counts();
  begin_fetching(2, 2);
  fetcher_recalls_nothing("O0");
  kill(surveyors().back());
  kill(surveyors().back());
  REQUIRE(librarian.count<part_done>() == 1);
  CHECK(librarian.last<part_done>().part.content.missing == gap::failed);
  fetcher_recalls_nothing("O1");
  CHECK(librarian.count<part_done>() == 2);
}

TEST_CASE_FIXTURE(supervisor_scene,
                  "a surveyor of the list that dies before it is heard is replaced, and the run goes on") {
  begin();
  tell(who, logged_in{{.organization_id = "00D"}});
  tell(who, opened_run{});
  kill(surveyors().back());
  tell(surveyors().back(), recalled{recalled_parts(new std::vector<stored_part>{
                               {.object = {}, .part = call_kind("list"), .content = answer::of("O0")}})});
  CHECK(librarian.count<plan_objects>() == 1);
}

TEST_CASE_FIXTURE(supervisor_scene, "without its list of objects a run ends as out of reach") {
  begin();
  tell(who, logged_in{{.organization_id = "00D"}});
  tell(who, opened_run{});
  tell(who, surveyed{.asked = &list, .data = nullptr, .reason = "list: 503"});
  tell(who, drained{});
  REQUIRE(end);
  CHECK(code() == exit_code::out_of_reach);
  CHECK(end->why.what.find("list: 503") != std::string::npos);
}

TEST_CASE_FIXTURE(supervisor_scene, "when every object has ended the files are written, and then the run is done") {
  begin_fetching(4, 2);
  finish("O0");
  CHECK(librarian.count<publish>() == 0);
  finish("O1");
  CHECK(librarian.count<publish>() == 1);
  CHECK_FALSE(end);
  tell(who, published_files{});
  REQUIRE(end);
  CHECK(code() == exit_code::all_done);
  CHECK(events.phases.back() == run_phase::done);
}

TEST_CASE_FIXTURE(supervisor_scene,
                  "a denied part is no failure, unless the run is strict; a part that failed is one") {
  const auto run = [&](object_state state, gap missing) {
    begin_fetching(4, 1);
    finish("O0", state, {{.part = call_kind("describe"), .missing = missing, .reason = "x"}});
    tell(who, published_files{});
    return code();
  };
  SUBCASE("denied") {
    CHECK(run(object_state::done, gap::denied) == exit_code::all_done);
  }
  SUBCASE("denied and strict") {
    options.strict = true;
    CHECK(run(object_state::done, gap::denied) == exit_code::some_parts_failed);
  }
  SUBCASE("not applicable and strict") {
    options.strict = true;
    CHECK(run(object_state::done, gap::not_applicable) == exit_code::all_done);
  }
  SUBCASE("failed") {
    CHECK(run(object_state::failed, gap::failed) == exit_code::some_parts_failed);
  }
}

TEST_CASE_FIXTURE(supervisor_scene,
                  "an interrupt lets what is out come home, makes it durable, and begins nothing new") {
  begin_fetching(2, 10);
  fetcher_recalls_nothing("O0");
  tell(who, interrupt{exit_code::terminated});
  CHECK(composer.count<stop>() == 1);
  finish("O1");
  CHECK(begun() == 3);
  tell(fetcher("O0"), answered{.want = 1, .content = answer::of("d"), .lease = {}, .attempts = 1});
  tell(who, drained{});
  CHECK_FALSE(end);
  CHECK(gateway.count<drop>() == 0);
  tell(fetcher("O0"), kept{call_kind("describe")});
  REQUIRE(end);
  CHECK(code() == exit_code::terminated);
}

TEST_CASE_FIXTURE(supervisor_scene, "what is out when the grace is over is dropped") {
  options.grace = std::chrono::seconds(5);
  begin_fetching(2, 10);
  tell(who, interrupt{});
  pass(std::chrono::milliseconds(4999));
  CHECK(gateway.count<drop>() == 0);
  pass(std::chrono::milliseconds(2));
  CHECK(gateway.count<drop>() == 1);
}

TEST_CASE_FIXTURE(supervisor_scene,
                  "a limit of the org stops a run as gently as an interrupt, with its own exit code") {
  begin_fetching(2, 10);
  tell(who, cannot_go_on{{.code = exit_code::limit_reached, .what = "the day is used up"}});
  CHECK(composer.count<stop>() == 1);
  tell(who, interrupt{});
  tell(who, drained{});
  REQUIRE(end);
  CHECK(code() == exit_code::limit_reached);
  CHECK(end->why.what == "the day is used up");
}

TEST_CASE_FIXTURE(supervisor_scene, "a store that fails ends the run at once with exit code 1") {
  begin_fetching(2, 10);
  tell(who, cannot_go_on{{.code = exit_code::could_not_go_on, .what = "disk full"}});
  REQUIRE(end);
  CHECK(code() == exit_code::could_not_go_on);
  CHECK(end->why.what == "disk full");
  CHECK(gateway.count<drop>() == 1);
}

TEST_CASE_FIXTURE(supervisor_scene,
                  "a store that fails during the grace ends the run too: nobody waits for an acknowledgement") {
  begin_fetching(2, 10);
  tell(who, interrupt{});
  tell(who, cannot_go_on{{.code = exit_code::could_not_go_on, .what = "disk full"}});
  REQUIRE(end);
  CHECK(code() == exit_code::could_not_go_on);
}

TEST_CASE_FIXTURE(supervisor_scene, "the death of anyone of the crew ends the run with exit code 1") {
  begin_fetching(2, 10);
  SUBCASE("composer") {
    composer.die();
  }
  SUBCASE("limiter") {
    limiter.die();
  }
  SUBCASE("scaler") {
    scaler.die();
  }
  SUBCASE("session") {
    session.die();
  }
  SUBCASE("gateway") {
    gateway.die();
  }
  SUBCASE("librarian") {
    librarian.die();
  }
  settle();
  REQUIRE(end);
  CHECK(code() == exit_code::could_not_go_on);
}

TEST_CASE_FIXTURE(supervisor_scene, "a death in the crew during the grace ends the run as well") {
  begin_fetching(2, 10);
  tell(who, interrupt{});
  librarian.die();
  settle();
  REQUIRE(end);
  CHECK(code() == exit_code::could_not_go_on);
}

TEST_CASE_FIXTURE(supervisor_scene,
                  "whoever waits for the run's end hears of it even when the supervisor itself dies") {
  begin_fetching(2, 10);
  kill(who);
  REQUIRE(end);
  CHECK(code() == exit_code::could_not_go_on);
}

}  // namespace sluice::actors_test
