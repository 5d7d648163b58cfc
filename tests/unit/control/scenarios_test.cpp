#include "bench/control/judgement.hpp"
#include "bench/control/table.hpp"
#include "tests/unit/control/named_scenario.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

namespace sluice::bench {
namespace {
// Some seeds judge the law; a sanitizer's build, some thirty times slower, looks at its memory only.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t seeds = 1;
#else
constexpr std::uint64_t seeds = 5;
#endif

TEST_CASE("some thirty orgs are served as they can be, after the first 20 s, and are not overrun") {
  struct promise {
    std::string_view name;
    double served = 0;
    double load_max = 1.25;
  };
  constexpr std::array promises{
      promise{"knee 2", 0.95, 2},
      promise{"knee 5", 0.96, 1.4},
      promise{"knee 40", 0.97},
      promise{"no spread", 0.98, 1.3},
      promise{"lognormal 1.2", 0.9},
      promise{"six kinds, 8 times apart", 0.97},
      promise{"shallow knee 10", 0.93, 1.3},
      promise{"retrograde, best at 60", 0.93},
      promise{"service doubles", 0.97, 1.4},
      promise{"wave of 60 s", 0.97, 1.3},
      promise{"40 to 10 to 40", 0.95, 1.4},
      promise{"outage in which calls hang", 0.97, 1.3},
      promise{"5 % of 503", 0.97, 1.3},
      promise{"200 a minute, burst 20", 0.95},
      promise{"60 a second, burst 60, mute", 0.97},
      promise{"60 a second without words", 0.95},
      promise{"100 a second, burst 20", 0.96},
      promise{"100 in each second", 0.9},
      promise{"100 in any second", 0.93},
      promise{"200 in each minute", 0.91},
      promise{"rate and knee alike", 0.93},
      promise{"cap 25", 0.88, 1.1},
      promise{"cap 25 without words", 0.87, 1.1},
      promise{"cap 25 and a rate", 0.9, 1.1},
      promise{"cap 25, dropped", 0.75, 1.1},
      promise{"25 that run long", 0.48},
  };
  const auto all = read_scenarios(SLUICE_SCENARIOS);
  for (const promise& p : promises) {
    CAPTURE(p.name);
    const scenario& s = named(all, p.name);
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      CAPTURE(seed);
      const trace t = run(s, sluice_law(), seed);
      CHECK(served(t, s, 20, t.ended_s) >= p.served);
      CHECK(judge(t, s).load <= p.load_max);
    }
  }
}

// Of the time from 30 round trips after a cut from 40 servers to 10: how much of it the window is far over what is
// left.
double too_high_after_cut(scenario s) {
  s.org.changes = {{.at_s = 14, .servers = 10}};
  s.load.run_s = 26;
  double high = 0;
  double all = 0;
  for (std::uint64_t seed = 1; seed <= 10 * seeds; ++seed) {
    for (const sample& x : run(s, sluice_law(), seed).samples) {
      if (x.at_s <= 20) continue;
      ++all;
      high += x.window > 13 ? 1 : 0;
    }
  }
  return high / all;
}

TEST_CASE("an org that serves one call at a time is not kept queueing by a window of three or four") {
  const auto all = read_scenarios(SLUICE_SCENARIOS);
  const scenario& s = named(all, "knee 1");
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    CAPTURE(seed);
    const trace t = run(s, sluice_law(), seed);
    CHECK(served(t, s, 20, t.ended_s) >= 0.95);
    double windows = 0;
    double n = 0;
    for (const sample& x : t.samples) {
      if (x.at_s <= 20) continue;
      windows += static_cast<double>(x.window);
      ++n;
    }
    CHECK(windows / n <= 2.5);
  }
}

TEST_CASE("an odd beginning under a wide spread does not keep the window small for long") {
  const auto all = read_scenarios(SLUICE_SCENARIOS);
  const scenario& s = named(all, "lognormal 1.2, knee 10");
  CHECK(served(run(s, sluice_law(), 102), s, 5, 30) >= 0.75);
}

TEST_CASE("four workers at most are not spent on looks at a single one, where the org bears far more") {
  scenario s = named(read_scenarios(SLUICE_SCENARIOS), "knee 40");
  s.load.max = 4;
  const trace t = run(s, sluice_law(), 1);
  const auto all = std::ranges::count_if(t.samples, [](const sample& x) { return x.at_s > 10; });
  const auto fewer = std::ranges::count_if(t.samples, [](const sample& x) { return x.at_s > 10 && x.window < 4; });
  CHECK(static_cast<double>(fewer) <= 0.02 * static_cast<double>(all));
}

// The least window that is remembered, from some calls on.
struct remembering : control_law {
  std::unique_ptr<control_law> law;
  std::size_t& least;
  int calls = 0;

  remembering(std::unique_ptr<control_law> of, std::size_t& out) : law(std::move(of)), least(out) {}
  refusal ended(const completion& c) override {
    const refusal why = law->ended(c);
    if (++calls > 50) least = std::min(least, law->learnt().window);
    return why;
  }
  const setting& current() const override { return law->current(); }
  std::span<const decision> decisions() const override { return law->decisions(); }
  known_limits learnt() const override { return law->learnt(); }
  law_view view() const override { return law->view(); }
};

TEST_CASE("a run that ends while it looks at a single call remembers the window that it had") {
  const auto all = read_scenarios(SLUICE_SCENARIOS);
  std::size_t least = 100;
  const law_maker make = [&least](const scenario& s, std::uint64_t seed) -> std::unique_ptr<control_law> {
    return std::make_unique<remembering>(sluice_law()(s, seed), least);
  };
  const trace t = run(named(all, "knee 2"), make, 1);
  CHECK(std::ranges::any_of(t.samples, [](const sample& x) { return x.at_s > 3 && x.window == 1; }));
  CHECK(least >= 2);
}

TEST_CASE("what an org has lost is not asked for again and again") {
  scenario s = named(read_scenarios(SLUICE_SCENARIOS), "knee 40");
  for (auto& kind : s.org.service) kind = {.median_ms = 200, .sigma = 0.1};
  CHECK(too_high_after_cut(s) <= 0.1);
}

TEST_CASE("kinds that come in turns do not hide that the org was cut") {
  scenario s = named(read_scenarios(SLUICE_SCENARIOS), "kinds in turns");
  CHECK(too_high_after_cut(s) <= 0.2);
}

TEST_CASE("room that comes back within seconds is used, once an org has shown that it moves") {
  const auto all = read_scenarios(SLUICE_SCENARIOS);
  scenario s = named(all, "wave of 60 s");
  s.org.capacity.servers = 30;
  s.org.waves = {{.of = orgsim::wave_of::servers, .period_s = 6, .swing = 0.6}};
  s.load.run_s = 14;
  constexpr std::uint64_t many = 25;
  double mean = 0;
  for (std::uint64_t seed = 1; seed <= many; ++seed) {
    const trace t = run(s, sluice_law(), seed);
    mean += (served(t, s, 5.5, 8) + served(t, s, 11.5, 14)) / 2 / static_cast<double>(many);
  }
  CHECK(mean >= 0.82);
}

TEST_CASE("the same seed gives the same trace") {
  const auto all = read_scenarios(SLUICE_SCENARIOS);
  const scenario& s = named(all, "knee 40");
  CHECK(run(s, sluice_law(), 7).latencies == run(s, sluice_law(), 7).latencies);
}
}  // namespace
}  // namespace sluice::bench
