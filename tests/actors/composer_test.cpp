// The composer between probes: wants become calls at a grant, replies become answers, and nothing is lost on the way.
#include "actors/composer.hpp"

#include "tests/actors/questions.hpp"
#include "tests/actors/stage.hpp"

#include <deque>
#include <numeric>
#include <string>

#include <doctest/doctest.h>

namespace sluice::actors_test {

namespace {

struct scene : stage {
  void begin(bool batch = false) {
    who = play<sluice::composer>(ledger_options{.batch = batch, .retry = {.retries = 1}}, std::ref(events));
  }
  probe& asker() { return askers.emplace_back(system); }
  void ask(const probe& from, const question& q, const std::string& object, std::uint64_t id = 1) {
    tell(who, want{.id = id, .asks = &q, .object = object_name(object)}, from.as<asker_actor>());
  }
  /// A crowd of askers, one an object: a, b, c, ...
  void crowd(const question& q, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) ask(asker(), q, std::string(1, static_cast<char>('a' + i)));
  }
  dispatch let_one_go() {
    const std::size_t before = gateway.count<dispatch>();
    tell(who, grant{.id = ++grants});
    REQUIRE(gateway.count<dispatch>() == before + 1);
    return gateway.last<dispatch>();
  }
  void come_back(const dispatch& d, int status, std::string body, std::uint32_t generation = 1) {
    http_result r{.status = status, .headers = {}, .body = std::make_shared<const std::string>(std::move(body))};
    outcome o = plain_classifier{}.classify(r);
    tell(who, replied{.call = d.call,
                      .result = std::make_shared<const http_result>(std::move(r)),
                      .verdict = std::move(o),
                      .generation = generation});
  }
  void come_back_right(const dispatch& d) { come_back(d, 200, page_for(read_address(d.request.url))); }
  [[nodiscard]] std::size_t ready_calls() const { return limiter.last<ready>().calls; }
  [[nodiscard]] std::size_t bytes_freed() const {
    const auto all = limiter.heard<freed>();
    return std::accumulate(all.begin(), all.end(), std::size_t{0},
                           [](std::size_t n, const freed& f) { return n + f.bytes; });
  }
  static std::vector<std::string> objects(const dispatch& d) { return read_address(d.request.url).objects; }

  composer_actor who;
  std::uint64_t grants = 0;
  std::deque<probe> askers;
  test_part single{{.name = "single"}};
  test_part many{{.name = "many", .objects_max = 4}};
  test_part paged{{.name = "paged", .objects_max = 4, .pages = 3}};
};

}  // namespace

TEST_CASE_FIXTURE(scene, "a want becomes ready; its call is built at the grant and goes to the gateway") {
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

TEST_CASE_FIXTURE(scene, "a reply becomes the answer to its want, by the asker's own number, with the reply's room") {
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

TEST_CASE_FIXTURE(scene,
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

TEST_CASE_FIXTURE(scene, "with batching off the same wants leave one by one") {
  begin(false);
  crowd(many, 3);
  CHECK(ready_calls() == 3);
  CHECK(let_one_go().form == form_kind::single);
}

TEST_CASE_FIXTURE(scene, "an object without rows in a set gets an empty answer; one's failure is its own") {
  begin(true);
  crowd(many, 3);
  come_back(let_one_go(), 200, "a\tx\nc\t!bad formula\n");
  CHECK(askers[0].last<answered>().content.payload == "x");
  CHECK(askers[1].last<answered>().content.payload.empty());
  CHECK_FALSE(askers[1].last<answered>().content.missing);
  CHECK(askers[2].last<answered>().content.missing == gap::failed);
}

TEST_CASE_FIXTURE(scene, "a grant that finds nothing to send is unused") {
  begin();
  tell(who, grant{.id = 1});
  CHECK(gateway.count<dispatch>() == 0);
  REQUIRE(limiter.count<unused>() == 1);
  CHECK(limiter.last<unused>().granted.id == 1);
  CHECK(limiter.last<ready>().seen == 1);
}

TEST_CASE_FIXTURE(scene, "a want whose asker died before the grant is no longer ready") {
  begin();
  probe& a = asker();
  ask(a, single, "Account");
  a.die();
  settle();
  CHECK(ready_calls() == 0);
  tell(who, grant{.id = 1});
  CHECK(limiter.count<unused>() == 1);
}

TEST_CASE_FIXTURE(scene, "a dead asker's call goes on; its reply's bytes are freed, once, and the others have theirs") {
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

TEST_CASE_FIXTURE(scene, "a dead asker's lone call is heard to its end and not asked again") {
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

TEST_CASE_FIXTURE(scene,
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

TEST_CASE_FIXTURE(scene, "while the session is renewed nothing but the login leaves") {
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

TEST_CASE_FIXTURE(scene, "a set that fails whole is halved until the culprit stands alone") {
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

TEST_CASE_FIXTURE(scene, "a lone object in a set's form is asked in the single form before its part is given up") {
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

TEST_CASE_FIXTURE(scene, "the half that a dead asker leaves alone is asked in the single form") {
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

TEST_CASE_FIXTURE(scene, "a set's next page goes before what waits; the answers come after the last") {
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

TEST_CASE_FIXTURE(scene, "a page that can't be read starts its set anew, and its bytes are freed") {
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

TEST_CASE_FIXTURE(scene, "an overloaded call is asked again after its wait, without end, and nobody hears of it") {
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

TEST_CASE_FIXTURE(scene, "a call that broke is asked again as often as --retries says, then its part has failed") {
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

TEST_CASE_FIXTURE(scene, "each page of a set has its own tries") {
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

TEST_CASE_FIXTURE(scene, "a part-filled set waits only while objects are about to start that would fill it") {
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

TEST_CASE_FIXTURE(scene, "the supervisor hears how many objects a call carries") {
  begin(true);
  for (int i = 0; i < 10; ++i) {
    crowd(many, 4);
    static_cast<void>(let_one_go());
  }
  REQUIRE(supervisor.count<objects_per_call>() > 0);
  CHECK(supervisor.last<objects_per_call>().mean > 1.1);
  CHECK(supervisor.last<objects_per_call>().mean <= 4);
}

TEST_CASE_FIXTURE(scene, "the login goes before all that waits, alone, and its outages are told, not waited out") {
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

TEST_CASE_FIXTURE(scene, "after a stop nothing new is ready; it is drained when what is out has come home") {
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

TEST_CASE_FIXTURE(scene, "a stop with nothing out is drained at once, and a grant on its way is unused") {
  begin();
  crowd(single, 1);
  tell(who, stop{});
  CHECK(supervisor.count<drained>() == 1);
  tell(who, grant{.id = 1});
  CHECK(limiter.count<unused>() == 1);
}

TEST_CASE_FIXTURE(scene, "a dropped call is forgotten: no answer, no retry, its end drains the stop") {
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

TEST_CASE_FIXTURE(scene, "pages already heard are freed when a stop ends their set") {
  begin(true);
  crowd(paged, 2);
  const dispatch d = let_one_go();
  come_back_right(d);
  CHECK(bytes_freed() == 0);
  tell(who, stop{});
  CHECK(bytes_freed() == page_for(read_address(d.request.url)).size());
}

TEST_CASE_FIXTURE(scene,
                  "a set that is half read may always go on when nothing is out, however full the byte window is") {
  begin(true);
  crowd(paged, 2);
  CHECK(limiter.last<ready>().next_bytes > 0);
  come_back_right(let_one_go());
  CHECK(ready_calls() == 1);
  CHECK(limiter.last<ready>().next_bytes == 0);
}

}  // namespace sluice::actors_test
