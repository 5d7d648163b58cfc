#include "control/harvest_plan.hpp"

#include <map>
#include <random>
#include <string>

#include <doctest/doctest.h>

namespace sluice {
namespace {
std::vector<object_name> objects(std::size_t n) {
  std::vector<object_name> all;
  for (std::size_t i = 0; i < n; ++i) all.emplace_back("Object" + std::to_string(i));
  return all;
}

std::size_t all_ended(const harvest_plan& plan) {
  return plan.count(object_state::done) + plan.count(object_state::partial) + plan.count(object_state::failed) +
         plan.count(object_state::reused);
}

TEST_CASE("objects that need nothing more are never started and count as reused") {
  harvest_plan plan(objects(3), 3);
  plan.leave_out({object_name("Object1"), object_name("Unknown")});
  CHECK(plan.count(object_state::reused) == 1);
  CHECK(plan.next() == object_name("Object0"));
  CHECK(plan.next() == object_name("Object2"));
  CHECK_FALSE(plan.next());
  CHECK(plan.running() == 2);
}

TEST_CASE("an object whose fetcher dies is started again, up to the retries") {
  harvest_plan plan(objects(1), 2);
  for (int i = 0; i < 2; ++i) {
    const auto o = plan.next();
    REQUIRE(o);
    CHECK(plan.died(*o));
  }
  const auto o = plan.next();
  REQUIRE(o);
  CHECK_FALSE(plan.died(*o));
  CHECK(plan.count(object_state::failed) == 1);
  CHECK(plan.all_ended());
}

TEST_CASE("in random runs each object is in one state and ends once") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    std::mt19937_64 random(seed);
    harvest_plan plan(objects(50), 3);
    plan.leave_out({object_name("Object7"), object_name("Object8")});
    std::vector<object_name> running;
    std::map<object_name, int> ended;
    while (!plan.all_ended()) {
      if (random() % 2 == 0 || running.empty()) {
        if (auto o = plan.next()) running.push_back(*o);
      } else {
        std::swap(running[random() % running.size()], running.back());
        const object_name o = running.back();
        running.pop_back();
        if (random() % 3 != 0) {
          plan.ended(o, static_cast<object_state>(random() % 3));
          ++ended[o];
        } else if (!plan.died(o)) {
          ++ended[o];
        }
      }
      REQUIRE(plan.running() == running.size());
      REQUIRE(plan.pending() + plan.running() + all_ended(plan) == plan.total());
    }
    CHECK(ended.size() == 48);
    for (const auto& [o, times] : ended) CHECK(times == 1);
  }
}

TEST_CASE("an object is partial where some parts failed, failed where all did") {
  CHECK(state_of(3, 0) == object_state::done);
  CHECK(state_of(3, 2) == object_state::partial);
  CHECK(state_of(3, 3) == object_state::failed);
  CHECK(state_of(0, 0) == object_state::done);
}
}  // namespace
}  // namespace sluice
