// What the surroundings ask of the program's lines: the terminal, the environment, systemd's journal.
#include "cli/talk/journal_line.hpp"
#include "cli/talk/terminal_look.hpp"
#include "cli/talk/time_words.hpp"
#include "metrics/utc.hpp"

#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

using namespace sluice;
using namespace std::chrono_literals;

TEST_CASE("a line is drawn in place on a terminal that can, and nowhere else") {
  CHECK(look_of({.is_terminal = true, .term = "xterm", .codeset = "UTF-8"}) == terminal_look{true, true});
  CHECK_FALSE(look_of({.is_terminal = false, .term = "xterm", .codeset = "UTF-8"}));
  CHECK_FALSE(look_of({.is_terminal = true, .term = "dumb", .codeset = "UTF-8"}));
  CHECK_FALSE(look_of({.is_terminal = true, .term = "", .codeset = "UTF-8"}));
}

TEST_CASE("NO_COLOR takes the colours and leaves the display") {
  CHECK(look_of({.is_terminal = true, .term = "xterm", .no_color = "1", .codeset = "UTF-8"}) ==
        terminal_look{.colour = false, .utf8 = true});
}

TEST_CASE("letters beyond ASCII are for a locale that has them") {
  CHECK(look_of({.is_terminal = true, .term = "xterm", .codeset = "ANSI_X3.4-1968"}) == terminal_look{true, false});
  CHECK(look_of({.is_terminal = true, .term = "xterm", .codeset = "ISO-8859-1"}) == terminal_look{true, false});
}

TEST_CASE("a line's level stands before it where this very stderr goes to the journal") {
  CHECK(journal_prefix(line_level::warning, "8:1234", 8, 1234) == "<4>");
  CHECK(journal_prefix(line_level::error, "8:1234", 8, 1234) == "<3>");
  CHECK(journal_prefix(line_level::info, "8:1234", 8, 1234) == "<6>");
  for (const char* other : {"", "8:1235", "9:1234", "8:12345", "8", "x:y"}) {
    CAPTURE(other);
    CHECK(journal_prefix(line_level::warning, other, 8, 1234).empty());
  }
}

TEST_CASE("spans are told in two units at most") {
  const std::vector<std::tuple<std::chrono::seconds, std::string, std::string>> spans{
      {0s, "0 s", "0:00"},       {45s, "45 s", "0:45"},
      {60s, "1 min", "1:00"},    {65s, "1 min 5 s", "1:05"},
      {605s, "10 min", "10:05"}, {3599s, "59 min", "59:59"},
      {3600s, "1 h", "1h00m"},   {2h + 10min, "2 h 10 min", "2h10m"},
      {100h, "100 h", "100h00m"}};
  for (const auto& [span, words, brief] : spans) {
    CHECK(span_words(span) == words);
    CHECK(span_short(span) == brief);
  }
}

TEST_CASE("moments are told in UTC") {
  const std::chrono::system_clock::time_point at(1'700'000'000'250ms);
  CHECK(utc_to_the_millisecond(at) == "2023-11-14T22:13:20.250Z");
  CHECK(utc_to_the_minute(at) == "2023-11-14 22:13 UTC");
}
