// The session between probes: one login for everybody, and what becomes of a token that the org refuses.
#include "actors/session.hpp"

#include "tests/actors/questions.hpp"
#include "tests/actors/stage.hpp"

#include <doctest/doctest.h>

namespace sluice::actors_test {

namespace {

struct session_scene : stage {
  void begin(test_login::shape shape) {
    how = std::make_unique<test_login>(shape);
    who = play<sluice::session>(std::ref(*how), retry_options{}, 1, std::ref(events));
    tell(who, log_in{});
  }
  void answer_login(answer a = answer::of("fine")) {
    tell(who, answered{.want = composer.last<want>().id, .content = std::move(a), .lease = {}, .attempts = 1});
  }
  void refuse(bool has_answered = true) {
    tell(who, unauthorized{.generation = gateway.last<endpoint>().generation, .has_answered = has_answered});
  }
  std::unique_ptr<test_login> how;
  session_actor who;
};

}  // namespace

TEST_CASE_FIXTURE(session_scene,
                  "a bare token is logged in at once: the gateway has it, the supervisor knows whose it is") {
  begin({});
  CHECK(gateway.last<endpoint>().token == "bare");
  REQUIRE(supervisor.count<logged_in>() == 1);
  CHECK(supervisor.last<logged_in>().who.organization_id == "00D");
  CHECK(events.logins == std::vector<bool>{false});
  CHECK(composer.count<want>() == 0);
}

TEST_CASE_FIXTURE(session_scene, "a login's questions are asked before all others, one by one") {
  begin({.questions = 2});
  REQUIRE(composer.count<want>() == 1);
  CHECK(composer.last<want>().urgent);
  CHECK(composer.last<want>().object.empty());
  CHECK(supervisor.count<logged_in>() == 0);
  answer_login();
  CHECK(composer.count<want>() == 2);
  answer_login();
  CHECK(supervisor.count<logged_in>() == 1);
}

TEST_CASE_FIXTURE(session_scene, "a refused login ends the run with exit code 4") {
  begin({.questions = 1});
  answer_login(answer::without(gap::denied, "INVALID_LOGIN"));
  REQUIRE(supervisor.count<cannot_go_on>() == 1);
  CHECK(supervisor.last<cannot_go_on>().why.code == exit_code::login_refused);
  CHECK(supervisor.count<logged_in>() == 0);
}

TEST_CASE_FIXTURE(session_scene, "many calls refused at once make one login, and everybody hears of the new token") {
  begin({.questions = 1, .renews = true});
  answer_login();
  CHECK(gateway.last<endpoint>().token == "token-1");
  const auto first = gateway.last<endpoint>().generation;
  for (int i = 0; i < 10; ++i) tell(who, unauthorized{.generation = first, .has_answered = i == 0});
  CHECK(how->begun() == 2);
  CHECK(composer.count<want>() == 2);
  CHECK(composer.count<renewed>() == 0);
  answer_login();
  CHECK(gateway.last<endpoint>().token == "token-2");
  CHECK(gateway.last<endpoint>().generation > first);
  REQUIRE(composer.count<renewed>() == 1);
  CHECK(composer.last<renewed>().generation == gateway.last<endpoint>().generation);
  CHECK(supervisor.count<logged_in>() == 1);
  CHECK(events.logins == std::vector<bool>{false, true});
}

TEST_CASE_FIXTURE(session_scene,
                  "a late refusal of the old token is asked again with the new one, without another login") {
  begin({.renews = true});
  const auto old = gateway.last<endpoint>().generation;
  refuse();
  const auto begun = how->begun();
  tell(who, unauthorized{.generation = old, .has_answered = false});
  CHECK(how->begun() == begun);
  CHECK(composer.count<renewed>() == 2);
}

TEST_CASE_FIXTURE(session_scene,
                  "a bare token that has answered is tried again after a wait, a bounded number of times") {
  begin({});
  refuse(true);
  CHECK(composer.count<renewed>() == 0);
  pass(std::chrono::seconds(1));
  CHECK(composer.count<renewed>() == 1);
  for (int i = 0; i < 10 && supervisor.count<cannot_go_on>() == 0; ++i) {
    refuse(false);
    pass(std::chrono::seconds(31));
  }
  CHECK(composer.count<renewed>() >= 3);
  CHECK(composer.count<renewed>() <= 10);
  REQUIRE(supervisor.count<cannot_go_on>() == 1);
  CHECK(supervisor.last<cannot_go_on>().why.code == exit_code::login_refused);
}

TEST_CASE_FIXTURE(session_scene, "a bare token that works again between refusals is never given up") {
  begin({});
  for (int i = 0; i < 20; ++i) {
    refuse(true);
    pass(std::chrono::seconds(1));
  }
  CHECK(supervisor.count<cannot_go_on>() == 0);
  CHECK(composer.count<renewed>() == 20);
}

TEST_CASE_FIXTURE(session_scene, "a bare token that never answered ends the run with exit code 4, at once") {
  begin({});
  refuse(false);
  REQUIRE(supervisor.count<cannot_go_on>() == 1);
  CHECK(supervisor.last<cannot_go_on>().why.code == exit_code::login_refused);
  pass(std::chrono::minutes(1));
  CHECK(composer.count<renewed>() == 0);
}

}  // namespace sluice::actors_test
