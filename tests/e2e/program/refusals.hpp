// What the program refuses, as a table: one line that says what, to what, what is kept and what to do; the documented
// exit code; and nothing on standard output.
#pragma once

#include "tests/e2e/program/process.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace sluice::e2e {

struct refusal_case {
  std::string what;
  std::vector<std::string> arguments;
  int exit_code;
  std::string about;   ///< what the line names
  std::string remedy;  ///< words of what to do
};

inline void check(const std::vector<refusal_case>& cases, const environment& extra) {
  for (const auto& c : cases) {
    INFO(c.what);
    const auto end = run(c.arguments, extra);
    CHECK(end.exit_code == c.exit_code);
    CHECK_MESSAGE(std::count(end.err.begin(), end.err.end(), '\n') == 1, end.err);
    CHECK_MESSAGE(end.err.starts_with("sluice"), end.err);
    CHECK_MESSAGE(end.err.find(c.about) != std::string::npos, end.err);
    CHECK_MESSAGE(end.err.find("; " + c.remedy) != std::string::npos, end.err);
    if (!c.arguments.empty() && c.arguments.front() == "harvest") {
      const bool tells_what_is_kept = end.err.find("; nothing was changed") != std::string::npos ||
                                      end.err.find("; what was finished") != std::string::npos;
      CHECK_MESSAGE(tells_what_is_kept, end.err);
    }
    CHECK(end.out.empty());
  }
}

}  // namespace sluice::e2e
