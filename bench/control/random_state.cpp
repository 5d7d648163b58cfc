#include "bench/control/random_state.hpp"

#include "bench/control/all_cores.hpp"
#include "bench/control/judgement.hpp"
#include "bench/control/median.hpp"
#include "bench/control/sim_org.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <ostream>

#include <fmt/core.h>
#include <fmt/ranges.h>

namespace sluice::bench {

namespace {
constexpr std::size_t most_at_first = 64;
constexpr int calls_of_the_past = 200;
}  // namespace

completion any_org::next(const setting& s) {
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

law_options any_options(std::uint64_t seed, std::size_t ceiling) {
  std::mt19937_64 random(seed);
  law_options o{.window = {.first = 1 + random() % ceiling, .max = ceiling}, .seed = seed};
  if (random() % 3 == 0) {
    o.history = known_limits{.window = random() % 1000};
    if (random() % 2 == 0) o.history->per_second = std::exp(std::normal_distribution<double>(2, 3)(random));
    if (random() % 2 == 0) o.history->cap = random() % 200;
  }
  return o;
}

law_maker in_any_state() {
  return [](const scenario& s, std::uint64_t seed) -> std::unique_ptr<control_law> {
    law_options options = any_options(seed, most_at_first);
    options.window.max = s.load.max;
    options.history.reset();
    auto law = std::make_unique<adaptive_law>(options);
    any_org org(seed);
    for (int i = 0; i < calls_of_the_past; ++i) {
      completion c = org.next(law->current());
      c.result = {};
      c.at -= std::chrono::minutes(30);
      static_cast<void>(law->ended(c));
    }
    return law;
  };
}

double comes_back(const scenario& s, std::uint64_t seed) {
  const figures f = judge(run(s, in_any_state(), seed), s);
  return f.settled_per_second / capacity_at(s, course_of(s), 0).per_second;
}

void print_random_states(std::ostream& out, const std::vector<scenario>& scenarios, std::size_t states) {
  constexpr double goal = 0.85;
  for (const scenario& s : scenarios) {
    std::vector<double> shares(states);
    on_all_cores(states, [&](std::size_t i) { shares[i] = comes_back(s, i + 1); });
    std::vector<std::size_t> under;
    for (std::size_t i = 0; i < states; ++i) {
      if (shares[i] < goal) under.push_back(i + 1);
    }
    out << fmt::format("{}: {} random states, from 200 round trips on: median {:.3f}, least {:.3f}, under {}: {}\n",
                       s.name, states, median(shares), *std::ranges::min_element(shares), goal,
                       under.empty() ? "none" : fmt::format("{} ({})", under.size(), fmt::join(under, ", ")));
  }
}

}  // namespace sluice::bench
