// How fast a run is said to be, how long it will still take, and when that is drawn or written.
#include "cli/talk/draw_times.hpp"
#include "cli/talk/progress_lines.hpp"
#include "cli/talk/recent_pace.hpp"

#include <doctest/doctest.h>

using namespace sluice;

namespace {

using namespace std::chrono_literals;

constexpr time_point start{1h};

/// A run's figures, so many seconds after its start.
figures at(duration after, std::uint64_t calls, std::uint64_t done, std::uint64_t left, std::uint64_t reused = 0) {
  figures f;
  f.started = start;
  f.at = start + after;
  f.phase = run_phase::fetch;
  f.kinds.push_back({.kind = "flows"});
  f.kinds[0].calls[place(call_word::ok)] = calls;
  f.objects.by = {done, 0, 0, reused, left};
  f.objects.total = done + reused + left;
  f.window.last = static_cast<double>(calls);
  return f;
}

}  // namespace

TEST_CASE("calls a second are those of the last seconds, not of the whole run") {
  recent_pace pace;
  for (int s = 0; s <= 10; ++s) pace.add(at(s * 1s, static_cast<std::uint64_t>(s) * 100, 0, 50));
  CHECK(pace.calls_a_second() == 100);
  for (int s = 11; s <= 14; ++s) pace.add(at(s * 1s, 1000 + static_cast<std::uint64_t>(s - 10) * 20, 0, 50));
  CHECK(pace.calls_a_second() == 20);
}

TEST_CASE("the time left is told once some objects have shown a speed, and not before") {
  recent_pace pace;
  CHECK_FALSE(pace.left());
  pace.add(at(0s, 0, 0, 100));
  pace.add(at(1s, 0, 50, 50));
  CHECK_FALSE(pace.left());
  pace.add(at(3s, 0, 60, 40));
  CHECK_FALSE(pace.left());
  pace.add(at(5s, 0, 75, 25));
  CHECK(pace.left() == 2s);
}

TEST_CASE("a run of slow objects tells no time left before ten have ended") {
  recent_pace pace;
  for (int s = 0; s <= 20; ++s) {
    pace.add(at(s * 1s, 0, static_cast<std::uint64_t>(s) / 2, 100));
    CHECK(pace.left().has_value() == (s >= 20));
  }
}

TEST_CASE("objects that were in the store already are no speed") {
  recent_pace pace;
  figures before = at(0s, 0, 0, 0);
  before.phase = run_phase::list;
  pace.add(before);
  pace.add(at(1s, 0, 0, 100, 900));
  pace.add(at(6s, 0, 10, 90, 900));
  CHECK(pace.left() == 45s);
}

TEST_CASE("when the org becomes slower the time left grows within half a minute") {
  recent_pace pace;
  for (int s = 0; s <= 30; ++s) pace.add(at(s * 1s, 0, static_cast<std::uint64_t>(s) * 10, 1000));
  CHECK(pace.left() == 100s);
  for (int s = 31; s <= 60; ++s) pace.add(at(s * 1s, 0, 300 + static_cast<std::uint64_t>(s - 30), 1000));
  CHECK(pace.left() == 1000s);
}

TEST_CASE("however often it is looked at, a minute of workers is kept, one a second") {
  recent_pace pace;
  for (int tenth = 0; tenth <= 900; ++tenth) {
    pace.add(at(tenth * 100ms, static_cast<std::uint64_t>(tenth / 10), 0, 1));
  }
  REQUIRE(pace.targets().size() == 60);
  CHECK(pace.targets().front() == 31);
  CHECK(pace.targets().back() == 90);
}

TEST_CASE("nothing is drawn in the first half second, and then ten times a second at most") {
  draw_times times(start);
  int drawn = 0;
  for (auto now = start; now < start + 500ms; now += 10ms) drawn += times.due(now) ? 1 : 0;
  CHECK(drawn == 0);
  CHECK(times.due(start + 500ms));
  for (auto now = start + 501ms; now <= start + 1500ms; now += 1ms) drawn += times.due(now) ? 1 : 0;
  CHECK(drawn == 10);
}

TEST_CASE("whole lines come once a minute or at each tenth of the way, whichever is rarer") {
  progress_lines fast(60s, 0.1);
  int lines = 0;
  for (int s = 1; s <= 100; ++s) lines += fast.due(s * 1s, static_cast<std::size_t>(s), 100) ? 1 : 0;
  CHECK(lines == 1);
  progress_lines slow(60s, 0.1);
  lines = 0;
  for (int s = 1; s <= 36'000; ++s) lines += slow.due(s * 1s, static_cast<std::size_t>(s) / 360, 100) ? 1 : 0;
  CHECK(lines == 10);
  progress_lines none(60s, 0.1);
  CHECK_FALSE(none.due(3600s, 0, 0));
}
