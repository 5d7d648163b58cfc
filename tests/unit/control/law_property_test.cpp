#include "bench/control/judgement.hpp"
#include "bench/control/table.hpp"
#include "control/adaptive_law.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <random>

#include <doctest/doctest.h>

namespace sluice {
namespace {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t states = 3'000;
constexpr std::uint64_t recoveries = 3;
#else
constexpr std::uint64_t states = 100'000;
constexpr std::uint64_t recoveries = 60;
#endif
constexpr std::size_t ceiling = 64;

// Calls that end in any way, in any order: what no org would do in earnest.
class any_org {
 public:
  explicit any_org(std::uint64_t seed) : random_(seed) {}

  completion next(const setting& s) {
    completion c;
    constexpr std::array kinds{"flows", "triggers", "rules"};
    c.kind = call_kind(kinds[random_() % kinds.size()]);
    c.granted = {.id = ++id_,
                 .epoch = s.epoch - static_cast<std::uint32_t>(random_() % (s.epoch + 1)),
                 .in_flight = 1 + random_() % (2 * s.window)};
    c.latency = from_seconds(std::exp(std::normal_distribution<double>(-2, 2)(random_)));
    now_ += from_seconds(std::exp(std::normal_distribution<double>(-4, 2)(random_)));
    c.at = now_;
    c.in_flight_left = random_() % (s.window + 1);
    const auto draw = random_() % 10;
    if (draw < 5) return c;
    c.result.cls = static_cast<outcome_class>(draw - 5);
    if (random_() % 2 == 0) c.result.code = "timeout";
    c.result.hint = static_cast<limit_hint>(random_() % 3);
    if (random_() % 2 == 0) c.result.retry_after = std::chrono::seconds(random_() % 100);
    return c;
  }

 private:
  std::mt19937_64 random_;
  std::uint64_t id_ = 0;
  time_point now_ = time_point(std::chrono::hours(1));
};

law_options any_options(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  law_options o{.window = {.first = 1 + random() % ceiling, .max = ceiling}, .seed = seed};
  if (random() % 3 == 0) {
    o.history = known_limits{.window = random() % 1000};
    if (random() % 2 == 0) o.history->per_second = std::exp(std::normal_distribution<double>(2, 3)(random));
    if (random() % 2 == 0) o.history->cap = random() % 200;
  }
  return o;
}

TEST_CASE("whatever an org does, the window stays in its bounds and the pace is a number over nothing") {
  for (std::uint64_t seed = 1; seed <= states; ++seed) {
    adaptive_law law(any_options(seed));
    any_org org(seed);
    bool right = true;
    for (int i = 0; i < 40; ++i) {
      static_cast<void>(law.ended(org.next(law.current())));
      const setting& s = law.current();
      right = right && s.window >= 1 && s.window <= ceiling && s.pace > 0 && s.burst >= 1;
    }
    CAPTURE(seed);
    REQUIRE(right);
  }
}

TEST_CASE("a window that is not used is no evidence, and does not grow") {
  adaptive_law law({.window = {.first = 10, .max = ceiling}});
  time_point now(std::chrono::hours(1));
  completion c{.kind = call_kind("flows"), .latency = std::chrono::milliseconds(100)};
  for (std::uint64_t id = 1; id <= 20'000; ++id) {
    c.granted = {.id = id, .epoch = law.current().epoch, .in_flight = 1};
    c.at = now += std::chrono::milliseconds(100);
    static_cast<void>(law.ended(c));
    // What the first replies may raise once, before anything could be seen.
    REQUIRE(law.current().window <= 20);
  }
}

TEST_CASE("from any state the law comes back to what the org can bear") {
  const auto all = bench::read_scenarios(SLUICE_SCENARIOS);
  const auto knee = std::ranges::find(all, "knee 40", &bench::scenario::name);
  REQUIRE(knee != all.end());
  const auto in_any_state = [](const bench::scenario&, std::uint64_t seed) {
    law_options options = any_options(seed);
    options.window.max = 128;
    options.history.reset();
    auto law = std::make_unique<adaptive_law>(options);
    any_org org(seed);
    // A past without refusals: what they teach is another test's.
    for (int i = 0; i < 200; ++i) {
      completion c = org.next(law->current());
      c.result = {};
      c.at -= std::chrono::minutes(30);
      static_cast<void>(law->ended(c));
    }
    return law;
  };
  for (std::uint64_t seed = 1; seed <= recoveries; ++seed) {
    CAPTURE(seed);
    const bench::trace t = bench::run(*knee, in_any_state, seed);
    CHECK(bench::served(t, *knee, 25, 60) >= 0.85);
  }
}
}  // namespace
}  // namespace sluice
