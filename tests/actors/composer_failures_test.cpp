// The composer between probes when a call does not come home well: halves, pages, retries, the login, the stop.
#include "tests/actors/composer_scene.hpp"

namespace sluice::actors_test {

TEST_CASE_FIXTURE(composer_scene, "a set that fails whole is halved until the culprit stands alone") {
  begin(true);
  crowd(many, 4);
  std::size_t calls = 0;
  while (ready_calls() > 0) {
    const dispatch d = let_one_go();
    ++calls;
    const auto asked = objects(d);
    const bool poisoned = std::find(asked.begin(), asked.end(), "c") != asked.end();
    if (poisoned) {
      come_back(d, 400, "MALFORMED_QUERY");
    } else {
      come_back_right(d);
    }
  }
  CHECK(calls == 5);  // abcd, ab, cd, c, d
  for (const std::size_t good : {0, 1, 3}) CHECK_FALSE(askers[good].last<answered>().content.missing);
  CHECK(askers[2].last<answered>().content.missing == gap::unsupported);
  CHECK(gateway.last<dispatch>().form == form_kind::single);
}

TEST_CASE_FIXTURE(composer_scene,
                  "a lone object in a set's form is asked in the single form before its part is given up") {
  begin(true);
  crowd(many, 1);
  const dispatch as_set = let_one_go();
  CHECK(as_set.form == form_kind::set_query);
  come_back(as_set, 400, "MALFORMED_QUERY");
  REQUIRE(ready_calls() == 1);
  const dispatch alone = let_one_go();
  CHECK(alone.form == form_kind::single);
  come_back_right(alone);
  CHECK_FALSE(askers[0].last<answered>().content.missing);
}

TEST_CASE_FIXTURE(composer_scene, "the half that a dead asker leaves alone is asked in the single form") {
  begin(true);
  crowd(many, 4);
  const dispatch d = let_one_go();
  askers[0].die();
  settle();
  come_back(d, 400, "MALFORMED_QUERY");
  const dispatch half = let_one_go();
  CHECK(objects(half) == std::vector<std::string>{"b"});
  CHECK(half.form == form_kind::single);
}

TEST_CASE_FIXTURE(composer_scene, "a set's next page goes before what waits; the answers come after the last") {
  begin(true);
  crowd(paged, 2);
  const dispatch first = let_one_go();
  ask(asker(), single, "z");
  come_back_right(first);
  CHECK(askers[0].count<answered>() == 0);
  const dispatch second = let_one_go();
  CHECK(read_address(second.request.url).page == 1);
  come_back_right(second);
  const dispatch third = let_one_go();
  CHECK(read_address(third.request.url).page == 2);
  come_back_right(third);
  CHECK(askers[0].last<answered>().content.payload == payload_of("paged", "a", 3));
  CHECK(askers[1].last<answered>().content.payload == payload_of("paged", "b", 3));
  CHECK(let_one_go().kind == call_kind("single"));
}

TEST_CASE_FIXTURE(composer_scene, "a page that can't be read starts its set anew, and its bytes are freed") {
  begin(true);
  crowd(paged, 2);
  const dispatch first = let_one_go();
  const std::size_t heard = page_for(read_address(first.request.url)).size();
  come_back_right(first);
  come_back(let_one_go(), 200, "?");
  CHECK(bytes_freed() == heard + 1);
  pass(std::chrono::seconds(1));
  CHECK(read_address(let_one_go().request.url).page == 0);
}

TEST_CASE_FIXTURE(composer_scene,
                  "an overloaded call is asked again after its wait, without end, and nobody hears of it") {
  begin();
  crowd(single, 1);
  for (int i = 0; i < 20; ++i) {
    come_back(let_one_go(), 503, "");
    CHECK(ready_calls() == 0);
    pass(std::chrono::seconds(31));
    REQUIRE(ready_calls() == 1);
  }
  CHECK(events.retried == 20);
  come_back_right(let_one_go());
  CHECK(askers[0].last<answered>().attempts == 1);
  CHECK_FALSE(askers[0].last<answered>().content.missing);
}

TEST_CASE_FIXTURE(composer_scene,
                  "a call that broke is asked again as often as --retries says, then its part has failed") {
  begin();
  crowd(single, 1);
  come_back(let_one_go(), 500, "");
  pass(std::chrono::seconds(1));
  come_back(let_one_go(), 500, "");
  CHECK(askers[0].last<answered>().content.missing == gap::failed);
  CHECK(askers[0].last<answered>().attempts == 2);
  pass(std::chrono::minutes(1));
  CHECK(ready_calls() == 0);
}

TEST_CASE_FIXTURE(composer_scene, "each page of a set has its own tries") {
  begin(true);
  crowd(paged, 2);
  for (int page = 0; page < 3; ++page) {
    come_back(let_one_go(), 500, "");
    pass(std::chrono::seconds(1));
    const dispatch d = let_one_go();
    CHECK(read_address(d.request.url).page == static_cast<std::size_t>(page));
    come_back_right(d);
  }
  CHECK(askers[0].last<answered>().content.payload == payload_of("paged", "a", 3));
}

TEST_CASE_FIXTURE(composer_scene, "a part-filled set waits only while objects are about to start that would fill it") {
  begin(true);
  tell(who, not_started{3});
  crowd(many, 3);
  CHECK((limiter.count<ready>() == 0 || ready_calls() == 0));
  SUBCASE("it is filled") {
    ask(asker(), many, "d");
    CHECK(ready_calls() == 1);
    CHECK(objects(let_one_go()).size() == 4);
  }
  SUBCASE("no more are started") {
    tell(who, not_started{0});
    CHECK(ready_calls() == 1);
    CHECK(objects(let_one_go()).size() == 3);
  }
}

TEST_CASE_FIXTURE(composer_scene, "the supervisor hears how many objects a call carries") {
  begin(true);
  for (int i = 0; i < 10; ++i) {
    crowd(many, 4);
    static_cast<void>(let_one_go());
  }
  REQUIRE(supervisor.count<objects_per_call>() > 0);
  CHECK(supervisor.last<objects_per_call>().mean > 1.1);
  CHECK(supervisor.last<objects_per_call>().mean <= 4);
}

TEST_CASE_FIXTURE(composer_scene,
                  "the login goes before all that waits, alone, and its outages are told, not waited out") {
  begin(true);
  crowd(many, 4);
  test_survey login{"login", false};
  probe& s = asker();
  tell(who, want{.id = 1, .asks = &login, .object = {}, .urgent = true}, s.as<asker_actor>());
  for (int i = 0; i < 2; ++i) {
    const dispatch d = let_one_go();
    CHECK(d.kind == call_kind("login"));
    CHECK(d.objects == 0);
    come_back(d, 503, "");
    pass(std::chrono::seconds(2));
  }
  CHECK(s.last<answered>().content.missing == gap::failed);
}

TEST_CASE_FIXTURE(composer_scene, "after a stop nothing new is ready; it is drained when what is out has come home") {
  begin();
  crowd(single, 2);
  const dispatch d = let_one_go();
  tell(who, stop{});
  CHECK(ready_calls() == 0);
  CHECK(supervisor.count<drained>() == 0);
  ask(asker(), single, "late");
  CHECK(ready_calls() == 0);
  come_back_right(d);
  CHECK(askers[0].count<answered>() == 1);
  CHECK(supervisor.count<drained>() == 1);
}

TEST_CASE_FIXTURE(composer_scene, "a stop with nothing out is drained at once, and a grant on its way is unused") {
  begin();
  crowd(single, 1);
  tell(who, stop{});
  CHECK(supervisor.count<drained>() == 1);
  tell(who, grant{.id = 1});
  CHECK(limiter.count<unused>() == 1);
}

TEST_CASE_FIXTURE(composer_scene, "a dropped call is forgotten: no answer, no retry, its end drains the stop") {
  begin();
  crowd(single, 1);
  const dispatch d = let_one_go();
  tell(who, stop{});
  http_result r{.failure = http_failure::cancelled, .headers = {}, .body = {}};
  tell(who, replied{.call = d.call,
                    .result = std::make_shared<const http_result>(r),
                    .verdict = plain_classifier{}.classify(r),
                    .generation = 1});
  CHECK(supervisor.count<drained>() == 1);
  CHECK(askers[0].count<answered>() == 0);
}

TEST_CASE_FIXTURE(composer_scene, "pages already heard are freed when a stop ends their set") {
  begin(true);
  crowd(paged, 2);
  const dispatch d = let_one_go();
  come_back_right(d);
  CHECK(bytes_freed() == 0);
  tell(who, stop{});
  CHECK(bytes_freed() == page_for(read_address(d.request.url)).size());
}

TEST_CASE_FIXTURE(composer_scene,
                  "a set that is half read may always go on when nothing is out, however full the byte window is") {
  begin(true);
  crowd(paged, 2);
  CHECK(limiter.last<ready>().next_bytes > 0);
  come_back_right(let_one_go());
  CHECK(ready_calls() == 1);
  CHECK(limiter.last<ready>().next_bytes == 0);
}

}  // namespace sluice::actors_test
