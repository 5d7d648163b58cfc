// A server whose room changes under the crew: the window follows it up and down.
#include "bench/control/median.hpp"
#include "control/adaptive_law.hpp"
#include "tests/actors/world.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include <doctest/doctest.h>

namespace sluice::actors_test {

namespace {

using namespace std::chrono_literals;

constexpr auto service = 200ms;
constexpr auto cut_at = 40s;
constexpr auto looked_from = 20;  // round trips after the old queue was served; a question takes two or three of them
constexpr auto looked_to = 30;

struct step_seen {
  std::size_t highest = 0;  ///< window before the cut
  std::size_t settled = 0;  ///< window at the cut
  std::size_t after = 0;    ///< median window around 25 round trips after the old queue was served
};

/// Room for 40 calls, then for 10.
step_seen run_step(std::uint64_t seed) {
  world w({.objects = 3000,
           .law = std::make_shared<adaptive_law>(
               law_options{.window = {.first = 10, .max = 128}, .fixed = {}, .seed = seed}),
           .server = {.room = 40, .service = service, .sigma = 0.2, .seed = seed}});
  w.server.change_room(cut_at, 10);
  step_seen seen;
  std::optional<std::uint64_t> old_queue;
  std::optional<duration> served_at;
  std::vector<std::size_t> windows_after;
  bool stopped = false;
  w.run([&] {
    const std::size_t window = w.events.settings.back().window;
    if (w.age() < cut_at) {
      seen.highest = std::max(seen.highest, window);
      seen.settled = window;
      return;
    }
    if (!old_queue) old_queue = w.server.newest();
    if (!served_at && w.server.served_up_to(*old_queue)) served_at = w.age();
    if (stopped || !served_at || w.age() < *served_at + looked_from * service) return;
    windows_after.push_back(window);
    stopped = w.age() >= *served_at + looked_to * service;
    if (stopped) caf::anon_send(w.people.supervisor, interrupt{});
  });
  REQUIRE(!windows_after.empty());
  seen.after = bench::median(windows_after);
  return seen;
}

}  // namespace

TEST_CASE("the window finds room for 40, and follows a cut to 10 within 25 round trips of the old queue's end") {
  std::vector<std::size_t> after;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const step_seen seen = run_step(seed);
    after.push_back(seen.after);
    CAPTURE(seed);
    CHECK(seen.highest >= 36);
    CHECK(seen.settled >= 36);
    CHECK(seen.after <= 15);
    CHECK(seen.after >= 9);
  }
  CHECK(bench::median(after) <= 13);
}

}  // namespace sluice::actors_test
