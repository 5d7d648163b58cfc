// The composer between probes: wants become calls at a grant, replies become answers, and nothing is lost on the way.
#include "tests/actors/composer_scene.hpp"

namespace sluice::actors_test {

TEST_CASE_FIXTURE(composer_scene, "a want becomes ready; its call is built at the grant and goes to the gateway") {
  begin();
  const probe& a = asker();
  ask(a, single, "Account");
  CHECK(ready_calls() == 1);
  CHECK(limiter.last<ready>().next_bytes > 0);
  CHECK(gateway.count<dispatch>() == 0);
  const dispatch d = let_one_go();
  CHECK(d.kind == call_kind("single"));
  CHECK(d.objects == 1);
  CHECK(d.granted.id == 1);
  CHECK(ready_calls() == 0);
  CHECK(limiter.last<ready>().seen == 1);
}

TEST_CASE_FIXTURE(composer_scene,
                  "a reply becomes the answer to its want, by the asker's own number, with the reply's room") {
  begin();
  probe& a = asker();
  ask(a, single, "Account", 17);
  const dispatch d = let_one_go();
  const std::string body = page_for(read_address(d.request.url));
  come_back_right(d);
  REQUIRE(a.count<answered>() == 1);
  CHECK(a.last<answered>().want == 17);
  CHECK(a.last<answered>().content.payload == payload_of("single", "Account"));
  CHECK(a.last<answered>().lease.bytes() == body.size());
  CHECK(bytes_freed() == 0);
  a.forget();
  settle();
  CHECK(bytes_freed() == body.size());
}

TEST_CASE_FIXTURE(composer_scene,
                  "wants of one kind leave in one call as full as its form allows, each with an answer of its own") {
  begin(true);
  crowd(many, 5);
  CHECK(ready_calls() == 2);
  const dispatch first = let_one_go();
  CHECK(first.form == form_kind::set_query);
  CHECK(objects(first) == std::vector<std::string>{"a", "b", "c", "d"});
  const dispatch second = let_one_go();
  CHECK(objects(second) == std::vector<std::string>{"e"});
  come_back_right(first);
  std::size_t room = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    REQUIRE(askers[i].count<answered>() == 1);
    CHECK(askers[i].last<answered>().content.payload == payload_of("many", std::string(1, static_cast<char>('a' + i))));
    room += askers[i].last<answered>().lease.bytes();
  }
  CHECK(room == page_for(read_address(first.request.url)).size());
  CHECK(askers[4].count<answered>() == 0);
}

TEST_CASE_FIXTURE(composer_scene, "with batching off the same wants leave one by one") {
  begin(false);
  crowd(many, 3);
  CHECK(ready_calls() == 3);
  CHECK(let_one_go().form == form_kind::single);
}

TEST_CASE_FIXTURE(composer_scene, "an object without rows in a set gets an empty answer; one's failure is its own") {
  begin(true);
  crowd(many, 3);
  come_back(let_one_go(), 200, "a\tx\nc\t!bad formula\n");
  CHECK(askers[0].last<answered>().content.payload == "x");
  CHECK(askers[1].last<answered>().content.payload.empty());
  CHECK_FALSE(askers[1].last<answered>().content.missing);
  CHECK(askers[2].last<answered>().content.missing == gap::failed);
}

TEST_CASE_FIXTURE(composer_scene, "a grant that finds nothing to send is unused") {
  begin();
  tell(who, grant{.id = 1});
  CHECK(gateway.count<dispatch>() == 0);
  REQUIRE(limiter.count<unused>() == 1);
  CHECK(limiter.last<unused>().granted.id == 1);
  CHECK(limiter.last<ready>().seen == 1);
}

TEST_CASE_FIXTURE(composer_scene, "a want whose asker died before the grant is no longer ready") {
  begin();
  probe& a = asker();
  ask(a, single, "Account");
  a.die();
  settle();
  CHECK(ready_calls() == 0);
  tell(who, grant{.id = 1});
  CHECK(limiter.count<unused>() == 1);
}

TEST_CASE_FIXTURE(composer_scene,
                  "a dead asker's call goes on; its reply's bytes are freed, once, and the others have theirs") {
  begin(true);
  crowd(many, 3);
  const dispatch d = let_one_go();
  askers[1].die();
  settle();
  CHECK(gateway.count<drop>() == 0);
  come_back_right(d);
  CHECK(askers[0].count<answered>() == 1);
  CHECK(askers[1].count<answered>() == 0);
  CHECK(askers[2].count<answered>() == 1);
  const std::size_t share = bytes_freed();
  CHECK(share > 0);
  for (probe& a : askers) a.forget();
  settle();
  CHECK(bytes_freed() == page_for(read_address(d.request.url)).size());
}

TEST_CASE_FIXTURE(composer_scene, "a dead asker's lone call is heard to its end and not asked again") {
  begin();
  crowd(single, 1);
  const dispatch d = let_one_go();
  askers[0].die();
  settle();
  come_back(d, 503, "busy");
  CHECK(bytes_freed() == 4);
  pass(std::chrono::minutes(1));
  CHECK(ready_calls() == 0);
}

TEST_CASE_FIXTURE(composer_scene,
                  "many calls with a refused token are held, told to the session, and asked again when it is renewed") {
  begin();
  crowd(single, 3);
  const dispatch ok = let_one_go();
  const dispatch one = let_one_go();
  const dispatch two = let_one_go();
  come_back_right(ok);
  come_back(one, 401, "expired", 4);
  come_back(two, 401, "expired", 4);
  CHECK(session.count<unauthorized>() == 2);
  CHECK(session.heard<unauthorized>()[0].generation == 4);
  CHECK(session.heard<unauthorized>()[0].has_answered);
  CHECK_FALSE(session.heard<unauthorized>()[1].has_answered);
  CHECK(ready_calls() == 0);
  CHECK(askers[1].count<answered>() == 0);
  tell(who, renewed{5});
  CHECK(ready_calls() == 2);
  come_back_right(let_one_go());
  come_back_right(let_one_go());
  CHECK(askers[1].count<answered>() == 1);
  CHECK(askers[2].count<answered>() == 1);
}

TEST_CASE_FIXTURE(composer_scene, "while the session is renewed nothing but the login leaves") {
  begin();
  crowd(single, 3);
  const dispatch d = let_one_go();
  CHECK(ready_calls() == 2);
  come_back(d, 401, "expired");
  CHECK(ready_calls() == 0);
  test_survey login{"login", false};
  const probe& s = asker();
  tell(who, want{.id = 1, .asks = &login, .object = {}, .urgent = true}, s.as<asker_actor>());
  CHECK(ready_calls() == 1);
  CHECK(let_one_go().kind == call_kind("login"));
  tell(who, grant{.id = ++grants});
  CHECK(limiter.count<unused>() == 1);
  tell(who, renewed{2});
  CHECK(ready_calls() == 3);
}

}  // namespace sluice::actors_test
