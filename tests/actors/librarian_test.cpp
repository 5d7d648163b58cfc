// The librarian between probes, and a surveyor: what is durable when, and what is shared with whom.
#include "actors/librarian.hpp"

#include "actors/surveyor.hpp"
#include "tests/actors/memory_store.hpp"
#include "tests/actors/questions.hpp"
#include "tests/actors/stage.hpp"

#include <memory>
#include <string>

#include <doctest/doctest.h>

namespace sluice::actors_test {

namespace {

struct librarian_scene : stage {
  /// Puts a part into the librarian's mailbox and runs nobody.
  void hand_over(const std::string& part, byte_lease lease = {}) {
    caf::anon_send(
        who,
        part_done{.part = {.object = object_name("Account"), .part = call_kind(part), .content = answer::of("x")},
                  .lease = std::move(lease)},
        depositor.as<depositor_actor>());
  }
  std::shared_ptr<memory_store> kept_in = std::make_shared<memory_store>(std::vector<std::string>{"a"});
  librarian_actor who = play<sluice::librarian>(std::static_pointer_cast<store>(kept_in), std::ref(events));
  probe depositor{system};
};

struct survey_scene : stage {
  void begin(std::string failed = {}) { who = bring<surveyor>(counts, people(), std::move(failed)); }
  void recall_parts(std::vector<stored_part> parts = {}) {
    tell(who, recalled{std::make_shared<const std::vector<stored_part>>(std::move(parts))});
  }
  void consult_by(const probe& p) { tell(who, consult{}, p.as<listener_actor>()); }
  void answer_with(answer a) { tell(who, answered{.want = 1, .content = std::move(a), .lease = {}, .attempts = 1}); }
  test_survey counts{"counts", false};
  surveyor_actor who;
  probe one{system}, two{system};
};

}  // namespace

TEST_CASE_FIXTURE(librarian_scene,
                  "what waits in the mailbox is one transaction, and each part of it is acknowledged after") {
  hand_over("a");
  hand_over("b");
  hand_over("c");
  settle();
  CHECK(kept_in->puts == std::vector<std::size_t>{3});
  REQUIRE(depositor.count<kept>() == 3);
  CHECK(depositor.heard<kept>()[1].part == call_kind("b"));
  CHECK(events.stored == 3);
}

TEST_CASE_FIXTURE(librarian_scene, "a part's room is given back when it is durable, not before") {
  std::size_t given_back = 0;
  hand_over("a", byte_lease(12, [&](std::size_t n) {
              CHECK(kept_in->puts.size() == 1);
              given_back += n;
            }));
  CHECK(given_back == 0);
  settle();
  CHECK(given_back == 12);
}

TEST_CASE_FIXTURE(librarian_scene, "a recall sees what was handed over and is not committed yet") {
  probe successor(system);
  hand_over("a");
  caf::anon_send(who, recall{object_name("Account")}, successor.as<depositor_actor>());
  settle();
  REQUIRE(successor.count<recalled>() == 1);
  REQUIRE(successor.last<recalled>().parts->size() == 1);
  CHECK(successor.last<recalled>().parts->front().part == call_kind("a"));
  CHECK(kept_in->puts.size() == 1);
}

TEST_CASE_FIXTURE(librarian_scene,
                  "a store that fails ends the run: no acknowledgement, the room is given back, said once") {
  std::size_t given_back = 0;
  kept_in->broken = "put";
  hand_over("a", byte_lease(12, [&](std::size_t n) { given_back += n; }));
  settle();
  hand_over("b", byte_lease(5, [&](std::size_t n) { given_back += n; }));
  settle();
  CHECK(depositor.count<kept>() == 0);
  CHECK(given_back == 17);
  REQUIRE(supervisor.count<cannot_go_on>() == 1);
  CHECK(supervisor.last<cannot_go_on>().why.code == exit_code::could_not_go_on);
  CHECK(supervisor.last<cannot_go_on>().why.what == "No space left on device");
}

TEST_CASE_FIXTURE(librarian_scene, "a store that can't be opened, planned, read or published ends the run too") {
  probe reader(system);
  for (const char* operation : {"open", "plan", "recall", "publish"}) {
    supervisor.forget();
    kept_in->broken = operation;
    const auto another = play<sluice::librarian>(std::static_pointer_cast<store>(kept_in), std::ref(events));
    caf::anon_send(another, open_run{});
    caf::anon_send(another, plan_objects{std::make_shared<const std::vector<object_name>>()});
    caf::anon_send(another, recall{object_name("Account")}, reader.as<depositor_actor>());
    tell(another, publish{});
    CAPTURE(operation);
    CHECK(supervisor.count<cannot_go_on>() == 1);
  }
}

TEST_CASE_FIXTURE(librarian_scene, "a run is opened, its objects planned, and those that are complete are told") {
  kept_in->have({.object = object_name("Account"), .part = call_kind("a"), .content = answer::of("x")});
  tell(who, open_run{.who = {}, .mode = resume_mode::all});
  CHECK(supervisor.last<opened_run>().resumed);
  tell(who, plan_objects{std::make_shared<const std::vector<object_name>>(
                std::vector{object_name("Account"), object_name("Contact")})});
  REQUIRE(supervisor.count<planned>() == 1);
  CHECK(*supervisor.last<planned>().complete == std::vector{object_name("Account")});
}

TEST_CASE_FIXTURE(librarian_scene, "the files are written after everything that was handed over") {
  hand_over("a");
  caf::anon_send(who, publish{});
  settle();
  CHECK(kept_in->puts.size() == 1);
  CHECK(kept_in->published == 1);
  CHECK(supervisor.count<published_files>() == 1);
}

TEST_CASE_FIXTURE(survey_scene, "a survey that is in the store is shared without a call") {
  begin();
  CHECK(librarian.last<recall>().object.empty());
  consult_by(one);
  recall_parts({{.object = {}, .part = call_kind("counts"), .content = answer::of("Account")}});
  CHECK(composer.count<want>() == 0);
  REQUIRE(one.count<surveyed>() == 1);
  CHECK(one.last<surveyed>().data != nullptr);
}

TEST_CASE_FIXTURE(survey_scene,
                  "a survey is asked once, kept as a part of the org, and told to everyone who waits or comes later") {
  begin();
  recall_parts();
  REQUIRE(composer.count<want>() == 1);
  CHECK(composer.last<want>().object.empty());
  CHECK_FALSE(composer.last<want>().urgent);
  consult_by(one);
  CHECK(one.count<surveyed>() == 0);
  answer_with(answer::of("Account\nContact"));
  consult_by(two);
  CHECK(one.count<surveyed>() == 1);
  CHECK(two.count<surveyed>() == 1);
  CHECK(one.last<surveyed>().data == two.last<surveyed>().data);
  CHECK(librarian.last<part_done>().part.object.empty());
  CHECK(librarian.last<part_done>().part.part == call_kind("counts"));
  CHECK(composer.count<want>() == 1);
}

TEST_CASE_FIXTURE(survey_scene, "a survey that failed is a gap with its reason, for everyone") {
  begin();
  recall_parts();
  consult_by(one);
  SUBCASE("it could not be asked") {
    answer_with(answer::without(gap::denied, "FORBIDDEN"));
  }
  SUBCASE("it could not be read") {
    answer_with(answer::of("?"));
  }
  REQUIRE(one.count<surveyed>() == 1);
  CHECK(one.last<surveyed>().data == nullptr);
  CHECK(one.last<surveyed>().reason.starts_with("counts: "));
  CHECK(one.last<surveyed>().reason.size() > std::string("counts: ").size());
}

TEST_CASE_FIXTURE(survey_scene, "a surveyor born of too many deaths asks nothing and tells why") {
  begin("counts: killed");
  consult_by(one);
  CHECK(librarian.count<recall>() == 0);
  CHECK(one.last<surveyed>().data == nullptr);
  CHECK(one.last<surveyed>().reason == "counts: killed");
}

TEST_CASE_FIXTURE(survey_scene, "a surveyor that is wound up ends when its answer is durable") {
  begin();
  recall_parts();
  answer_with(answer::of("Account"));
  tell(who, wind_up{});
  CHECK_FALSE(ended(who));
  tell(who, kept{call_kind("counts")});
  CHECK(ended(who));
}

}  // namespace sluice::actors_test
