// A fetcher between probes: what it asks, in which order, what it hands over, and when it ends.
#include "actors/fetcher.hpp"

#include "tests/actors/questions.hpp"
#include "tests/actors/stage.hpp"

#include <string>

#include <doctest/doctest.h>

namespace sluice::actors_test {

namespace {

struct fetcher_scene : stage {
  fetcher_actor begin(std::vector<const part*> parts, const std::string& object = "Account") {
    asks.parts = std::move(parts);
    auto who = bring<fetcher>(fetcher_task{.object = object_name(object),
                                           .facts = nullptr,
                                           .asks = &asks,
                                           .surveyors = {{&counts, surveyor.as<surveyor_actor>()}},
                                           .peers = people()});
    return who;
  }
  void recall_nothing(const fetcher_actor& f) { tell(f, recalled{std::make_shared<const std::vector<stored_part>>()}); }
  void recall_parts(const fetcher_actor& f, std::vector<stored_part> parts) {
    tell(f, recalled{std::make_shared<const std::vector<stored_part>>(std::move(parts))});
  }
  void answer_last(const fetcher_actor& f, answer content, byte_lease lease = {}) {
    tell(
        f,
        answered{
            .want = composer.last<want>().id, .content = std::move(content), .lease = std::move(lease), .attempts = 1});
  }
  [[nodiscard]] std::string asked_last() const { return composer.last<want>().asks->kind().str(); }

  questionnaire asks;
  test_survey counts{"counts", false};
  test_part describe{{.name = "describe", .tells_facts = true}};
  test_part fields{{.name = "fields"}};
  test_part rows{{.name = "rows", .needs_queryable = true}};
  test_part counted{{.name = "counted", .reads = &counts}};
  probe surveyor{system};
};

survey_ptr survey_of(std::vector<std::string> names) {
  auto data = std::make_shared<test_survey_data>();
  data->names = std::move(names);
  return data;
}

}  // namespace

TEST_CASE_FIXTURE(fetcher_scene, "a fetcher asks nothing before it knows what the store has of its object") {
  begin({&describe, &fields});
  CHECK(librarian.last<recall>().object == object_name("Account"));
  CHECK(composer.count<want>() == 0);
}

TEST_CASE_FIXTURE(fetcher_scene, "a fetcher asks one part after the other, in the questionnaire's order") {
  const auto f = begin({&describe, &fields});
  recall_nothing(f);
  REQUIRE(composer.count<want>() == 1);
  CHECK(asked_last() == "describe");
  answer_last(f, answer::of("d"));
  REQUIRE(composer.count<want>() == 2);
  CHECK(asked_last() == "fields");
  CHECK(composer.last<want>().object == object_name("Account"));
}

TEST_CASE_FIXTURE(fetcher_scene,
                  "an answer is handed over with its room, and the object is finished when all of it is durable") {
  std::size_t given_back = 0;
  const auto f = begin({&describe, &fields});
  recall_nothing(f);
  answer_last(f, answer::of("d"), byte_lease(7, [&](std::size_t n) { given_back += n; }));
  answer_last(f, answer::of("f"));
  const auto done = librarian.heard<part_done>();
  REQUIRE(done.size() == 2);
  CHECK(done[0].part.part == call_kind("describe"));
  CHECK(done[0].part.content.payload == "d");
  CHECK(done[0].part.attempts == 1);
  CHECK(done[0].lease.bytes() == 7);
  tell(f, kept{call_kind("describe")});
  CHECK(supervisor.count<finished>() == 0);
  CHECK(given_back == 0);  // the librarian holds it still
  tell(f, kept{call_kind("fields")});
  REQUIRE(supervisor.count<finished>() == 1);
  CHECK(supervisor.last<finished>().object == object_name("Account"));
  CHECK(supervisor.last<finished>().state == object_state::done);
  CHECK(ended(f));
}

TEST_CASE_FIXTURE(fetcher_scene, "a fetcher that takes over asks only what is missing") {
  const auto f = begin({&describe, &fields});
  recall_parts(f, {{.object = object_name("Account"), .part = call_kind("describe"), .content = answer::of("d")}});
  REQUIRE(composer.count<want>() == 1);
  CHECK(asked_last() == "fields");
  answer_last(f, answer::of("f"));
  tell(f, kept{call_kind("fields")});
  CHECK(supervisor.count<finished>() == 1);
}

TEST_CASE_FIXTURE(fetcher_scene, "an object that is complete in the store asks nothing and is finished") {
  const auto f = begin({&describe});
  recall_parts(f, {{.object = object_name("Account"), .part = call_kind("describe"), .content = answer::of("d")}});
  CHECK(composer.count<want>() == 0);
  CHECK(supervisor.count<finished>() == 1);
}

TEST_CASE_FIXTURE(fetcher_scene, "what the describe tells makes later parts not applicable, without a call") {
  const auto f = begin({&describe, &rows}, "Hidden1");
  recall_nothing(f);
  answer told = answer::of(payload_of("describe", "Hidden1"));
  told.facts = std::make_shared<test_facts>(false);
  answer_last(f, told);
  CHECK(composer.count<want>() == 1);
  const auto done = librarian.last<part_done>();
  CHECK(done.part.part == call_kind("rows"));
  CHECK(done.part.content.missing == gap::not_applicable);
  CHECK(done.part.content.reason == "can't be queried");
}

TEST_CASE_FIXTURE(fetcher_scene, "what a stored describe tells counts as much as a fresh one") {
  const auto f = begin({&describe, &rows}, "Hidden1");
  recall_parts(f, {{.object = object_name("Hidden1"),
                    .part = call_kind("describe"),
                    .content = answer::of(payload_of("describe", "Hidden1"))}});
  CHECK(composer.count<want>() == 0);
  CHECK(librarian.last<part_done>().part.content.missing == gap::not_applicable);
}

TEST_CASE_FIXTURE(fetcher_scene, "parts that read a survey come last, and waiting for one frees a place") {
  const auto f = begin({&counted, &describe});
  recall_nothing(f);
  CHECK(asked_last() == "describe");
  CHECK(surveyor.count<consult>() == 0);
  answer_last(f, answer::of("d"));
  CHECK(surveyor.count<consult>() == 1);
  CHECK(supervisor.last<awaits_survey>().object == object_name("Account"));
  CHECK(composer.count<want>() == 1);
}

TEST_CASE_FIXTURE(fetcher_scene, "what the survey tells of the object is its part, without a call") {
  const auto f = begin({&counted});
  recall_nothing(f);
  tell(f, surveyed{.asked = &counts, .data = survey_of({"Account"}), .reason = {}});
  CHECK(composer.count<want>() == 0);
  CHECK(librarian.last<part_done>().part.content.payload == "surveyed Account");
}

TEST_CASE_FIXTURE(fetcher_scene, "what the survey doesn't tell of the object is asked") {
  const auto f = begin({&counted});
  recall_nothing(f);
  tell(f, surveyed{.asked = &counts, .data = survey_of({"Contact"}), .reason = {}});
  CHECK(asked_last() == "counted");
}

TEST_CASE_FIXTURE(fetcher_scene, "a survey that failed is the part's failure for each object that reads it") {
  const auto f = begin({&describe, &counted});
  recall_nothing(f);
  answer_last(f, answer::of("d"));
  tell(f, surveyed{.asked = &counts, .data = nullptr, .reason = "counts: denied"});
  tell(f, kept{call_kind("describe")});
  tell(f, kept{call_kind("counted")});
  const auto end = supervisor.last<finished>();
  CHECK(end.state == object_state::partial);
  REQUIRE(end.gaps.size() == 1);
  CHECK(end.gaps[0].part == call_kind("counted"));
  CHECK(end.gaps[0].reason == "counts: denied");
}

TEST_CASE_FIXTURE(fetcher_scene, "who waits for a surveyor that died consults its successor") {
  probe successor(system);
  const auto f = begin({&counted});
  recall_nothing(f);
  tell(f, survey_moved{&counts}, successor.as<surveyor_actor>());
  CHECK(successor.count<consult>() == 1);
}

TEST_CASE_FIXTURE(fetcher_scene, "who doesn't wait yet consults the successor when its time comes") {
  probe successor(system);
  const auto f = begin({&describe, &counted});
  recall_nothing(f);
  tell(f, survey_moved{&counts}, successor.as<surveyor_actor>());
  CHECK(successor.count<consult>() == 0);
  answer_last(f, answer::of("d"));
  CHECK(successor.count<consult>() == 1);
  CHECK(surveyor.count<consult>() == 0);
}

TEST_CASE_FIXTURE(fetcher_scene, "an object none of whose parts could be had has failed; a denied part is no failure") {
  const auto f = begin({&describe, &fields});
  recall_nothing(f);
  SUBCASE("all failed") {
    answer_last(f, answer::without(gap::failed, "x"));
    answer_last(f, answer::without(gap::failed, "y"));
  }
  SUBCASE("one denied") {
    answer_last(f, answer::without(gap::denied, "x"));
    answer_last(f, answer::of("y"));
  }
  const bool failed = librarian.last<part_done>().part.content.missing.has_value();
  tell(f, kept{call_kind("describe")});
  tell(f, kept{call_kind("fields")});
  CHECK(supervisor.last<finished>().state == (failed ? object_state::failed : object_state::done));
  CHECK(supervisor.last<finished>().gaps.size() == (failed ? 2 : 1));
}

TEST_CASE_FIXTURE(fetcher_scene,
                  "a fetcher that is wound up waits for what it handed over, asks nothing more and claims nothing") {
  const auto f = begin({&describe, &fields});
  recall_nothing(f);
  answer_last(f, answer::of("d"));
  tell(f, wind_up{});
  CHECK_FALSE(ended(f));
  tell(f, kept{call_kind("describe")});
  CHECK(ended(f));
  CHECK(supervisor.count<finished>() == 0);
}

TEST_CASE_FIXTURE(fetcher_scene,
                  "a fetcher that handed over nothing ends at once when wound up, even before it has begun") {
  const auto f = begin({&describe});
  tell(f, wind_up{});
  CHECK(ended(f));
  CHECK(composer.count<want>() == 0);
}

}  // namespace sluice::actors_test
