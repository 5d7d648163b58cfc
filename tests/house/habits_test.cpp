// The habits, on made-up files: one broken at a time.
#include "tests/house/habits.hpp"

#include <string>

#include <doctest/doctest.h>

using sluice::house::broken_habits;

namespace {

const std::string header = "// Waits between two tries.\n#pragma once\n";

std::string only_finding(std::string_view path, std::string_view text) {
  const auto found = broken_habits(path, text);
  REQUIRE(found.size() == 1);
  return found[0].text();
}

}  // namespace

TEST_SUITE("habits") {
  TEST_CASE("a short header with a comment and a guard has nothing against it") {
    CHECK(broken_habits("control/retry.hpp", header).empty());
  }

  TEST_CASE("a header without its opening comment or its guard is reported") {
    CHECK(only_finding("control/retry.hpp", "#pragma once\n// late\n") ==
          "control/retry.hpp:1: a header opens with a comment that says what it is for");
    CHECK(only_finding("control/retry.hpp", "// Waits.\n") == "control/retry.hpp:1: a header has #pragma once");
    CHECK(broken_habits("control/retry.cpp", "int x;\n").empty());
  }

  TEST_CASE("a mark for later is reported with its line, a word that only contains it is not") {
    const std::string mark = "TO";
    CHECK(only_finding("control/retry.cpp", "int x;\n// " + mark + "DO: think\n") ==
          "control/retry.cpp:2: left for later: " + mark + "DO");
    CHECK(broken_habits("control/retry.cpp", "int " + mark + "DOS;\nint x" + mark + "DO;\n").empty());
  }

  TEST_CASE("a file name that tells nothing is reported, one that contains such a word is not") {
    CHECK(only_finding("control/string_utils.cpp", "") == "control/string_utils.cpp:1: the name tells nothing");
    CHECK(only_finding("common/retry.cpp", "") == "common/retry.cpp:1: the name tells nothing");
    CHECK(broken_habits("control/utilisation.cpp", "").empty());
  }

  TEST_CASE("a file over the most lines is reported at the first line too many") {
    std::string text;
    for (std::size_t i = 0; i < sluice::house::lines_max; ++i) text += "int x;\n";
    CHECK(broken_habits("control/retry.cpp", text).empty());
    CHECK(only_finding("control/retry.cpp", text + "int y;\n").starts_with("control/retry.cpp:401: over 400 lines"));
  }

  TEST_CASE("a test that sleeps is reported, a program that does is not") {
    const std::string line = "std::this_thread::sleep" + std::string("_for(1s);\n");
    CHECK(only_finding("tests/unit/control/x.cpp", line) == "tests/unit/control/x.cpp:1: a test that sleeps");
    CHECK(broken_habits("bench/x.cpp", line).empty());
  }
}
