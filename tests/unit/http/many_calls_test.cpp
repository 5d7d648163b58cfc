// Many calls at once, and their cancelling.
#include "tests/unit/http/client.hpp"
#include "tests/unit/http/test_server.hpp"

#include <atomic>
#include <latch>
#include <semaphore>

#include <doctest/doctest.h>

namespace sluice::http_test {
namespace {

// Answers "/now" at once and lets every other request hang; tells how many hang by its semaphore.
test_server::life hanging(std::counting_semaphore<>& hung) {
  return [&hung](peer& client) {
    while (const auto asked = client.read()) {
      if (asked->target() != "/now") {
        hung.release();
        return client.wait_for_end();
      }
      if (!client.write(reply_of("now"))) return;
    }
  };
}

TEST_CASE("two thousand calls over sixteen connections are answered once each") {
  constexpr int calls = 2000;
  constexpr int at_once = 16;
  const test_server server(answering([](const request& asked) { return reply_of(std::string(asked.target())); }));
  std::vector<std::atomic<int>> answers(calls);
  std::atomic<int> wrong = 0;
  std::atomic<int> next = 0;
  std::latch all(calls);
  const auto transport = transport_with();
  const std::function<void()> one_more = [&] {
    const int i = next++;
    if (i >= calls) return;
    http_request request;
    request.url = server.url("/" + std::to_string(i));
    transport->start(std::move(request), [&, i](http_result made) {
      ++answers[static_cast<std::size_t>(i)];
      if (made.failure != http_failure::none || *made.body != "/" + std::to_string(i)) ++wrong;
      one_more();
      all.count_down();
    });
  };
  for (int i = 0; i < at_once; ++i) one_more();
  all.wait();
  CHECK(wrong == 0);
  CHECK(std::all_of(answers.begin(), answers.end(), [](const auto& count) { return count == 1; }));
  CHECK(server.connections() <= at_once);
}

TEST_CASE("calls started from several threads are answered once each") {
  constexpr int threads = 4;
  constexpr int each = 100;
  const test_server server(answering([](const request&) { return reply_of("ok"); }));
  const auto transport = transport_with();
  std::latch all(threads * each);
  std::atomic<int> good = 0;
  std::vector<std::jthread> starters;
  for (int t = 0; t < threads; ++t)
    starters.emplace_back([&] {
      for (int i = 0; i < each; ++i) {
        http_request request;
        request.url = server.url();
        transport->start(std::move(request), [&](http_result made) {
          good += made.failure == http_failure::none ? 1 : 0;
          all.count_down();
        });
      }
    });
  all.wait();
  CHECK(good == threads * each);
}

TEST_CASE("cancelling answers what is under way and what waits, and later calls work") {
  std::counting_semaphore<> hung(0);
  const test_server server(hanging(hung));
  const auto transport = transport_with();
  for (int round = 0; round < 3; ++round) {
    std::vector<std::future<http_result>> answers;
    for (int i = 0; i < 8; ++i) answers.push_back(ask(*transport, {http_method::get, server.url("/hang"), {}, ""}));
    for (int i = 0; i < 8; ++i) hung.acquire();
    for (int i = 0; i < 8; ++i) answers.push_back(ask(*transport, {http_method::get, server.url("/hang"), {}, ""}));
    transport->cancel_all();
    auto later = ask(*transport, {http_method::get, server.url("/now"), {}, ""});
    for (auto& answer : answers) {
      const auto made = answer.get();
      CHECK(made.failure == http_failure::cancelled);
      CHECK_FALSE(made.body);
    }
    CHECK(*later.get().body == "now");
    // Those of the second half may have reached the server or not.
    while (hung.try_acquire()) {
    }
  }
}

TEST_CASE("cancelling when nothing runs harms nothing") {
  const test_server server(answering([](const request&) { return reply_of("ok"); }));
  const auto transport = transport_with();
  transport->cancel_all();
  transport->cancel_all();
  CHECK(get(*transport, server.url()).status == 200);
}

TEST_CASE("an answer may start and cancel calls") {
  std::counting_semaphore<> hung(0);
  const test_server server(hanging(hung));
  const auto transport = transport_with();
  std::promise<http_result> hanging_one;
  std::promise<http_result> last;
  transport->start({http_method::get, server.url("/hang"), {}, ""},
                   [&](http_result made) { hanging_one.set_value(std::move(made)); });
  hung.acquire();
  transport->start({http_method::get, server.url("/now"), {}, ""}, [&](const http_result&) {
    transport->cancel_all();
    transport->start({http_method::get, server.url("/now"), {}, ""},
                     [&](http_result made) { last.set_value(std::move(made)); });
  });
  CHECK(hanging_one.get_future().get().failure == http_failure::cancelled);
  CHECK(last.get_future().get().status == 200);
}

TEST_CASE("a transport that ends has given every answer") {
  std::counting_semaphore<> hung(0);
  const test_server server(hanging(hung));
  auto transport = transport_with();
  std::vector<std::future<http_result>> answers;
  for (int i = 0; i < 4; ++i) answers.push_back(ask(*transport, {http_method::get, server.url("/hang"), {}, ""}));
  for (int i = 0; i < 4; ++i) hung.acquire();
  for (int i = 0; i < 4; ++i) answers.push_back(ask(*transport, {http_method::get, server.url("/hang"), {}, ""}));
  transport.reset();
  for (auto& answer : answers) CHECK(answer.get().failure == http_failure::cancelled);
}

TEST_CASE("a call that is started by a cancelled one while the transport ends is answered too") {
  std::counting_semaphore<> hung(0);
  const test_server server(hanging(hung));
  auto transport = transport_with();
  bool second = false;
  auto* still = transport.get();
  transport->start({http_method::get, server.url("/hang"), {}, ""}, [&](const http_result&) {
    still->start({http_method::get, server.url("/now"), {}, ""},
                 [&](const http_result& made) { second = made.failure == http_failure::cancelled; });
  });
  hung.acquire();
  transport.reset();
  CHECK(second);
}

}  // namespace
}  // namespace sluice::http_test
