#include "control/call_ledger.hpp"

#include "tests/unit/control/fake_question.hpp"

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;
using test::ends_as;
using test::fake_question;
using test::reply;
const time_point start = time_point(1h);

struct asked {
  fake_question flows{"flows"};
  call_ledger ledger{{.batch = true, .retry = {.retries = 1}, .seed = 1}};
  std::uint64_t wants = 0;

  void want(std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
      ++wants;
      ledger.want({.id = wants, .asks = &flows, .object = object_name("O" + std::to_string(wants)), .since = start},
                  false);
    }
  }
  ledger_effects ok(std::uint64_t call, const std::string& body = "12345678") {
    return ledger.heard(call, reply(body), ends_as(outcome_class::ok), start);
  }
  ledger_effects broken(std::uint64_t call) { return ledger.heard(call, {}, ends_as(outcome_class::broken), start); }
};

TEST_CASE("wants fill sets in the order in which they came") {
  asked a;
  a.want(6);
  CHECK(a.ledger.ready() == 2);
  const auto first = a.ledger.next(start);
  CHECK(first->request.url == "O1,O2,O3,O4,");
  CHECK(a.ledger.next(start)->request.url == "O5,O6,");
  CHECK_FALSE(a.ledger.next(start));
  const auto effects = a.ok(first->id);
  REQUIRE(effects.deliveries.size() == 4);
  CHECK(effects.deliveries[2].want == 3);
  CHECK(effects.deliveries[2].content.payload == "O3");
  CHECK(effects.deliveries[2].bytes == 2);
}

TEST_CASE("with batching off every set is of one") {
  asked a;
  a.ledger = call_ledger({.batch = false});
  a.want(3);
  CHECK(a.ledger.ready() == 3);
  CHECK(a.ledger.next(start)->form == form_kind::single);
}

TEST_CASE("a part-filled set waits only while objects are about to start") {
  asked a;
  a.ledger.starting(5);
  a.want(5);
  CHECK(a.ledger.ready() == 1);
  a.ledger.starting(0);
  CHECK(a.ledger.ready() == 2);
}

TEST_CASE("pages come before what waits, and answers go out after the last") {
  fake_question paged("paged", 4, 3);
  asked a;
  a.ledger.want({.id = 100, .asks = &paged, .object = object_name("P")}, false);
  const auto call = a.ledger.next(start);
  a.want(1);
  for (int page = 0; page < 2; ++page) {
    CHECK(a.ok(call->id, "abcd").deliveries.empty());
    const auto next = a.ledger.next(start);
    CHECK(next->id == call->id);
    CHECK(next->request.url == "next");
  }
  const auto effects = a.ok(call->id, "abcd");
  REQUIRE(effects.deliveries.size() == 1);
  CHECK(effects.deliveries[0].bytes == 12);
}

TEST_CASE("a further page that keeps breaking has lost its cursor: its set starts anew, but not for ever") {
  fake_question paged("paged", 1, 3);
  asked a;
  a.ledger = call_ledger({.retry = {.retries = 3}});
  a.ledger.want({.id = 100, .asks = &paged, .object = object_name("P")}, false);
  std::size_t beginnings = 0;
  std::size_t freed = 0;
  ledger_effects last;
  for (std::size_t sent = 0; sent < 100 && last.deliveries.empty(); ++sent) {
    const auto call = a.ledger.next(start);
    REQUIRE(call);
    const bool first_page = call->request.url == "P,";
    beginnings += first_page ? 1 : 0;
    last = first_page ? a.ok(call->id, "abcd") : a.broken(call->id);
    freed += last.freed_bytes;
    if (last.again_at) a.ledger.due(call->id);
  }
  REQUIRE(last.deliveries.size() == 1);
  CHECK(last.deliveries[0].content.missing == gap::failed);
  CHECK(beginnings > 1);
  CHECK(freed + last.deliveries[0].bytes == beginnings * 4);
}

TEST_CASE("a set that keeps breaking is halved until the culprit stands alone") {
  asked a;
  a.want(4);
  std::size_t delivered = 0;
  std::set<std::string> failed;
  for (int i = 0; i < 100 && a.ledger.ready() > 0; ++i) {
    const auto call = a.ledger.next(start);
    const bool bad = call->request.url.find("O3,") != std::string::npos;
    const auto effects = bad ? a.broken(call->id) : a.ok(call->id);
    if (effects.again_at) a.ledger.due(call->id);
    for (const auto& d : effects.deliveries) {
      ++delivered;
      if (d.content.missing == gap::failed) failed.insert("O" + std::to_string(d.want));
    }
  }
  CHECK(delivered == 4);
  CHECK(failed == std::set<std::string>{"O3"});
}

TEST_CASE("a call has one copy out: until its wait is over it can't be built again") {
  asked a;
  a.want(1);
  const auto call = a.ledger.next(start);
  const auto effects = a.ledger.heard(call->id, {}, ends_as(outcome_class::limited), start);
  CHECK(effects.again_at);
  CHECK(a.ledger.ready() == 0);
  a.ledger.due(call->id);
  CHECK(a.ledger.next(start)->id == call->id);
}

TEST_CASE("a held call is asked again when the session is good again") {
  asked a;
  a.want(1);
  const auto call = a.ledger.next(start);
  outcome o = ends_as(outcome_class::rejected);
  o.unauthorized = true;
  CHECK(a.ledger.heard(call->id, {}, o, start).renew);
  CHECK(a.ledger.ready() == 0);
  a.ledger.renewed();
  CHECK(a.ledger.next(start)->id == call->id);
}

TEST_CASE("what nobody waits for is not asked, and its reply is given back") {
  asked a;
  a.want(2);
  a.ledger.gone(1);
  const auto call = a.ledger.next(start);
  CHECK(call->request.url == "O2,");
  a.ledger.gone(2);
  const auto effects = a.ok(call->id, "12345");
  CHECK(effects.deliveries.empty());
  CHECK(effects.freed_bytes == 5);
}

TEST_CASE("after a stop nothing new is built, and what is out still comes back") {
  asked a;
  a.want(8);
  const auto call = a.ledger.next(start);
  a.ledger.stop();
  a.want(1);
  CHECK(a.ledger.ready() == 0);
  CHECK_FALSE(a.ledger.next(start));
  CHECK(a.ok(call->id).deliveries.size() == 4);
  CHECK(a.ledger.out() == 0);
}

TEST_CASE("in random sequences every want is answered once and every byte is delivered or freed") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    std::mt19937_64 random(seed);
    asked a;
    a.want(60);
    std::vector<std::uint64_t> out;
    std::vector<std::uint64_t> waiting;
    std::map<std::uint64_t, int> answered;
    std::set<std::uint64_t> gone;
    std::size_t heard = 0;
    std::size_t given = 0;
    while (a.ledger.ready() > 0 || !out.empty() || !waiting.empty()) {
      if (random() % 10 == 0) {
        const std::uint64_t want = 1 + random() % 60;
        if (answered[want] == 0) {
          gone.insert(want);
          a.ledger.gone(want);
        }
      }
      for (const std::uint64_t call : std::exchange(waiting, {})) a.ledger.due(call);
      if (random() % 2 == 0) {
        if (const auto call = a.ledger.next(start)) out.push_back(call->id);
      } else if (!out.empty()) {
        std::swap(out[random() % out.size()], out.back());
        const std::uint64_t call = out.back();
        out.pop_back();
        const auto cls = random() % 3 == 0 ? static_cast<outcome_class>(random() % 5) : outcome_class::ok;
        const std::string body = random() % 10 == 0 ? "bad" : std::string(random() % 50 + 1, 'x');
        heard += body.size();
        const auto effects = a.ledger.heard(call, reply(body), ends_as(cls), start);
        given += effects.freed_bytes;
        for (const auto& d : effects.deliveries) {
          given += d.bytes;
          ++answered[d.want];
        }
        if (effects.again_at) waiting.push_back(call);
      }
      REQUIRE(a.ledger.out() == out.size());
    }
    CHECK(heard == given);
    for (std::uint64_t want = 1; want <= 60; ++want) CHECK(answered[want] == (gone.contains(want) ? 0 : 1));
  }
}
}  // namespace
}  // namespace sluice
