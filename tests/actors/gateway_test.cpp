// The gateway between probes: the token and the address of a call, and the one end of a grant.
#include "actors/gateway.hpp"

#include "tests/actors/questions.hpp"
#include "tests/actors/stage.hpp"
#include "tests/actors/virtual_server.hpp"

#include <memory>

#include <doctest/doctest.h>

namespace sluice::actors_test {

namespace {

struct gateway_scene : stage {
  gateway_scene() { tell(who, endpoint{.base_url = "https://org/v62/", .token = "secret", .generation = 3}); }
  ~gateway_scene() { kill(who); }
  void go(std::uint64_t call, std::string url = "describe?page=0&of=1&objects=Account") {
    tell(who, dispatch{.call = call,
                       .granted = {.id = call, .epoch = 7, .in_flight = 2, .bytes = 100},
                       .kind = call_kind("describe"),
                       .form = form_kind::set_query,
                       .objects = 5,
                       .request = {.url = std::move(url), .headers = {}, .body = {}}});
  }

  std::unique_ptr<virtual_server> server = std::make_unique<virtual_server>(system, server_shape{});
  plain_classifier reads;
  gateway_actor who = play<sluice::gateway>(std::ref(*server), std::cref(reads));
};

}  // namespace

TEST_CASE_FIXTURE(gateway_scene, "a call goes below the session's address, with its token") {
  go(1);
  REQUIRE(server->seen.size() == 1);
  CHECK(server->seen[0].url == "https://org/v62/describe?page=0&of=1&objects=Account");
  const std::string* key = find_header(server->seen[0].headers, "Authorization");
  REQUIRE(key != nullptr);
  CHECK(*key == "Bearer secret");
}

TEST_CASE_FIXTURE(gateway_scene,
                  "a renewed session's calls have the new token, and their replies say which one they had") {
  go(1);
  tell(who, endpoint{.base_url = "https://org/v62/", .token = "newer", .generation = 4});
  go(2);
  CHECK(*find_header(server->seen[1].headers, "Authorization") == "Bearer newer");
  pass(std::chrono::milliseconds(60));
  REQUIRE(composer.count<replied>() == 2);
  CHECK(composer.heard<replied>()[0].generation == 3);
  CHECK(composer.heard<replied>()[1].generation == 4);
}

TEST_CASE_FIXTURE(gateway_scene, "a request that asks for a token goes without the old one") {
  tell(who, dispatch{.call = 1,
                     .granted = {.id = 1, .epoch = 7, .in_flight = 1, .bytes = 100},
                     .kind = call_kind("login"),
                     .form = form_kind::single,
                     .objects = 1,
                     .request = {.url = "https://login/token", .headers = {}, .body = {}, .authorised = false}});
  REQUIRE(server->seen.size() == 1);
  CHECK(find_header(server->seen[0].headers, "Authorization") == nullptr);
}

TEST_CASE_FIXTURE(gateway_scene, "before there is a token none is sent") {
  tell(who, endpoint{.base_url = "https://login/", .token = "", .generation = 1});
  go(1);
  CHECK(find_header(server->seen[0].headers, "Authorization") == nullptr);
}

TEST_CASE_FIXTURE(gateway_scene,
                  "a call's end is the completion of its grant to the limiter and the reply to the composer") {
  go(9);
  CHECK(limiter.count<completion>() == 0);
  pass(std::chrono::milliseconds(60));
  REQUIRE(limiter.count<completion>() == 1);
  const auto c = limiter.last<completion>();
  CHECK(c.granted.id == 9);
  CHECK(c.granted.epoch == 7);
  CHECK(c.kind == call_kind("describe"));
  CHECK(c.form == form_kind::set_query);
  CHECK(c.objects == 5);
  CHECK(c.result.cls == outcome_class::ok);
  CHECK(c.latency == std::chrono::milliseconds(50));
  const auto r = composer.last<replied>();
  CHECK(r.call == 9);
  CHECK(r.verdict.cls == outcome_class::ok);
  CHECK(c.body_bytes == r.result->body->size());
}

TEST_CASE_FIXTURE(gateway_scene, "a call without a reply ends its grant too") {
  server->script = [](const http_request&) { return scripted{.failure = http_failure::reset}; };
  go(1);
  pass(std::chrono::milliseconds(60));
  CHECK(limiter.last<completion>().result.cls == outcome_class::broken);
  CHECK(limiter.last<completion>().body_bytes == 0);
  CHECK(composer.last<replied>().result->failure == http_failure::reset);
}

TEST_CASE_FIXTURE(gateway_scene, "a drop ends every grant that is out, once, as cancelled") {
  server->script = [](const http_request&) { return scripted{.hangs = true}; };
  go(1);
  go(2);
  pass(std::chrono::milliseconds(60));
  CHECK(limiter.count<completion>() == 0);
  tell(who, drop{});
  CHECK(limiter.count<completion>() == 2);
  CHECK(composer.count<replied>() == 2);
  CHECK(limiter.last<completion>().result.cancelled);
  pass(std::chrono::seconds(1));
  CHECK(limiter.count<completion>() == 2);
}

TEST_CASE_FIXTURE(gateway_scene, "a call that comes after the drop isn't sent; its grant ends all the same") {
  tell(who, drop{});
  go(1);
  CHECK(server->seen.empty());
  REQUIRE(limiter.count<completion>() == 1);
  CHECK(limiter.last<completion>().granted.id == 1);
  CHECK(composer.last<replied>().verdict.cancelled);
}

}  // namespace sluice::actors_test
