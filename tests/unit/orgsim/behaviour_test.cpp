#include "orgsim/behaviour/rate_limit.hpp"
#include "orgsim/behaviour/service_queue.hpp"

#include <doctest/doctest.h>

using namespace sluice::orgsim;
using namespace std::chrono_literals;

TEST_CASE("no more calls are served at once than there are servers, and the first to come is the next to go") {
  service_queue q({.service_ms = 100, .servers = 2});
  for (std::uint64_t call = 1; call <= 4; ++call) CHECK(q.arrive(call, 100ms, 0ms));
  auto begun = q.take_begun();
  REQUIRE(begun.size() == 2);
  CHECK((begun[1].end == 100ms));
  CHECK(q.waiting() == 2);
  q.finish(100ms);
  begun = q.take_begun();
  REQUIRE(begun.size() == 1);
  CHECK(begun[0].call == 3);
  CHECK((begun[0].end == 200ms));
}

TEST_CASE("a full queue takes no more calls") {
  service_queue q({.service_ms = 100, .servers = 1, .queue_limit = 1});
  CHECK(q.arrive(1, 100ms, 0ms));
  CHECK(q.arrive(2, 100ms, 0ms));
  CHECK_FALSE(q.arrive(3, 100ms, 0ms));
}

TEST_CASE("after the step only the fewer servers take new calls") {
  service_queue q({.service_ms = 100, .servers = 4, .step_at_s = 10, .step_servers = 1});
  for (std::uint64_t call = 1; call <= 6; ++call) q.arrive(call, 100ms, 9950ms);
  CHECK(q.take_begun().size() == 4);
  for (int i = 0; i < 3; ++i) q.finish(10050ms);
  CHECK(q.take_begun().empty());
  q.finish(10050ms);
  CHECK(q.take_begun().size() == 1);
}

TEST_CASE("times of service repeat with the seed and spread round the median") {
  const profile p{.service_ms = 200, .service_spread = 0.5};
  service_times a(p, 7);
  service_times b(p, 7);
  int below = 0;
  for (std::uint64_t request = 0; request < 1000; ++request) {
    const sim_time t = a.next(request % 100);
    CHECK((t == b.next(request % 100)));
    if (t < 200ms) ++below;
  }
  CHECK(below > 420);
  CHECK(below < 580);
}

TEST_CASE("a rate limit lets the burst through and then one call each interval, as Retry-After promised") {
  rate_limit r(60, 3);
  for (int i = 0; i < 3; ++i) CHECK_FALSE(r.refuse(0ms).has_value());
  const auto wait = r.refuse(0ms);
  REQUIRE(wait.has_value());
  CHECK(wait->count() == 1);
  CHECK_FALSE(r.refuse(*wait).has_value());
  CHECK(r.refuse(*wait).has_value());
}
