// What somebody at a terminal sees of a run, in as many columns as there are.
#include "cli/talk/display_line.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace sluice;

namespace {

using namespace std::chrono_literals;

constexpr terminal_look plain{.colour = false, .utf8 = true};
constexpr terminal_look ascii{.colour = false, .utf8 = false};

display_facts half_way() {
  return {.phase = run_phase::fetch,
          .ended = 712,
          .total = 1462,
          .busy = 39,
          .target = 40,
          .calls_a_second = 187.4,
          .refused = 12,
          .binds = binding::queueing,
          .left = 65s,
          .targets = {10, 20, 40, 40, 40, 12, 11, 10, 10, 10, 10, 10},
          .target_max = 80};
}

std::size_t columns_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::string without_colours(const std::string& text) {
  std::string bare;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = text.find('m', i);
    } else {
      bare += text[i];
    }
  }
  return bare;
}

}  // namespace

TEST_CASE("the narrower the terminal, the shorter the words, and what matters least goes first") {
  struct screen {
    std::size_t columns;
    const char* line;
  };
  const std::vector<screen> screens{
      {200,
       "██████████████░░░░░░░░░░░░░░░░ 712 of 1462 objects (48 %) · 39 of 40 workers busy · 187 calls a second · "
       "12 refused · limited by queueing · 1 min 5 s left · workers ▂▃▅▅▅▂▂▂▂▂▂▂"},
      {120,
       "712 of 1462 objects (48 %) · 39 of 40 workers busy · 187 calls a second · 12 refused · queueing · "
       "1 min 5 s left"},
      {80, "712/1462 48% · 39/40 workers · 187 calls/s · 12 refused · queueing · 1:05 left"},
      {60, "712/1462 48% · 39/40w · 187/s · 12 ref · queueing · 1:05"},
      {40, "712/1462 39/40w 187/s 12 ref 1:05"},
      {20, "712/1462 1:05"},
      {10, "712/1462"},
      {5, ""},
      {0, ""},
  };
  for (const screen& s : screens) {
    CAPTURE(s.columns);
    CHECK(display_line(half_way(), plain, s.columns) == s.line);
  }
}

TEST_CASE("no line is so wide that a terminal would wrap it, whatever the figures") {
  std::vector<display_facts> all{
      half_way(), {}, {.phase = run_phase::list}, {.phase = run_phase::write, .ended = 5, .total = 5}};
  display_facts big = half_way();
  big.ended = 99'999;
  big.total = 100'000;
  big.busy = big.target = 1024;
  big.calls_a_second = 12'345;
  big.refused = 123'456;
  big.binds = binding::concurrency;
  big.held = true;
  big.left = 3h + 7min;
  all.push_back(big);
  big.day_waits = 59min;
  all.push_back(big);
  big.stopping = true;
  all.push_back(big);
  for (const display_facts& f : all) {
    for (std::size_t columns = 0; columns < 300; ++columns) {
      for (const bool utf8 : {true, false}) {
        const std::string line = display_line(f, {.colour = false, .utf8 = utf8}, columns);
        REQUIRE(columns_of(line) <= (columns == 0 ? 0 : columns - 1));
        REQUIRE(without_colours(display_line(f, {.colour = true, .utf8 = utf8}, columns)) == line);
      }
    }
  }
}

TEST_CASE("a terminal without UTF-8 gets ASCII alone") {
  const std::string line = display_line(half_way(), ascii, 200);
  CHECK(line ==
        "##############---------------- 712 of 1462 objects (48 %), 39 of 40 workers busy, 187 calls a second, "
        "12 refused, limited by queueing, 1 min 5 s left");
}

TEST_CASE("each phase says what it is, and nothing that is not known yet") {
  display_facts f;
  CHECK(display_line(f, plain, 80) == "logging in");
  f.phase = run_phase::list;
  CHECK(display_line(f, plain, 80) == "asking which objects there are");
  f.phase = run_phase::fetch;
  f.total = 5;
  f.target = 10;
  CHECK(display_line(f, plain, 80) == "0 of 5 objects (0 %) · 0/10 workers · 0.0 calls/s · 0 refused · no limit");
  f.phase = run_phase::write;
  f.ended = 5;
  CHECK(display_line(f, plain, 60) == "5 of 5 objects (100 %) · writing the library's files");
}

TEST_CASE("after the first signal the line says that a second one waits for nobody") {
  display_facts f = half_way();
  f.stopping = true;
  CHECK(display_line(f, plain, 200)
            .find("712 of 1462 objects (48 %) · ending; once more ends at once · 39 of 40 workers") !=
        std::string::npos);
  CHECK(display_line(f, plain, 30) == "712/1462 ending 39/40w 12 ref");
}

TEST_CASE("a run that waits for the day's calls says how long") {
  display_facts f = half_way();
  f.day_waits = 42min;
  f.left.reset();
  CHECK(display_line(f, plain, 200).find("the day's calls are used up, waits 42 min") != std::string::npos);
  CHECK(display_line(f, plain, 40) == "712/1462 39/40w 12 ref waits 42:00");
}

TEST_CASE("whole lines tell the same in words that scripts can rely on") {
  display_facts f = half_way();
  CHECK(progress_line(f, 3120) ==
        "712 of 1462 objects, 3120 calls, 12 refused, 39 of 40 workers busy, limited by queueing, 1 min 5 s left");
  f.binds = binding::neighbours;
  CHECK(progress_line(f, 3120).find(", limited by neighbours, ") != std::string::npos);
  f.binds = binding::client;
  CHECK(progress_line(f, 3120).find(", limited by client, ") != std::string::npos);
  f.binds = binding::none;
  f.left.reset();
  CHECK(progress_line(f, 3120) == "712 of 1462 objects, 3120 calls, 12 refused, 39 of 40 workers busy");
  f.phase = run_phase::write;
  CHECK(progress_line(f, 3120).ends_with(" busy, writing the library's files"));
}
