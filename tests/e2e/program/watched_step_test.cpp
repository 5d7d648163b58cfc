// Somebody watches the workers rise to what the org has room for, and fall when it is cut, in a window that becomes
// narrower and narrower.
#include "tests/e2e/program/org.hpp"
#include "tests/e2e/program/screen.hpp"

#include <algorithm>
#include <regex>
#include <string>

#include <doctest/doctest.h>

using namespace sluice::e2e;

namespace {

/// The last line of a screen with its numbers as N and its bars as one letter each.
std::string masked(const std::string& shown) {
  std::string line = shown.substr(shown.rfind('\n') + 1);
  line = std::regex_replace(line, std::regex("[0-9]+(\\.[0-9])?"), "N");
  line = std::regex_replace(line, std::regex("workers (▁|▂|▃|▄|▅|▆|▇|█)+$"), "workers T");
  line = std::regex_replace(line, std::regex("(█|░)+"), "B");
  return std::regex_replace(line, std::regex("(N min )?N s left"), "N s left");
}

/// Of "39 of 40 workers", "39/40 workers" and "39/40w"; 0 where there is none.
int target_of(const std::string& shown) {
  std::smatch found;
  if (!std::regex_search(shown, found, std::regex("[0-9]+(?: of |/)([0-9]+)(?: workers|w)"))) return 0;
  return std::stoi(found[1]);
}

/// How long the run has gone on, by its series.csv's last whole line.
double seconds_of(const std::string& series) {
  std::smatch found;
  const std::regex form("\n(?:[^,\n]*,){8}([0-9.]+),[^\n]*\n$");
  return std::regex_search(series, found, form) ? std::stod(found[1]) : 0;
}

bool fits(const std::string& line, const std::string& form) {
  return std::regex_match(line, std::regex(form));
}

}  // namespace

TEST_CASE("somebody at a terminal sees the workers rise, and fall when the org has less room") {
  const temporary_folder folder;
  const std::string profile = written(folder / "step.toml",
                                      "[capacity]\nservers = 40\n[service]\nmedian_ms = 160\n"
                                      "[[change]]\nat_s = 8\nservers = 10\n");
  constexpr double cut_at_s = 8;
  const screen terminal({"demo", "--batch", "off", "--profile", profile, "--objects", "520", "-o", folder / "lib"}, 200,
                        {{"LC_ALL", "C.UTF-8"}, {"NO_COLOR", "1"}});
  int most = 0;
  std::string shown;
  while ((most < 36 || !masked(shown).ends_with("workers T")) && shown.find("exit") == std::string::npos) {
    shown = terminal.text();
    most = std::max(most, target_of(shown));
  }
  CHECK(most >= 36);
  CHECK_MESSAGE(fits(masked(shown),
                     "B N of N objects \\(N %\\) · N of N workers busy · N calls a second · none refused · "
                     "(nothing limits|limited by [a-z]+)( · N s left)? · workers T"),
                shown);

  terminal.resize(80);
  // To half at least, although the room is a quarter: how near the law comes is for control_test.cpp.
  const auto has_fallen = [&] {
    return target_of(shown) > 0 && target_of(shown) <= 20 &&
           seconds_of(text_of(folder / "lib/series.csv")) > cut_at_s + 1;
  };
  while (!has_fallen() && shown.find("exit") == std::string::npos) shown = terminal.text();
  CHECK_MESSAGE(has_fallen(), shown);
  CHECK_MESSAGE(fits(masked(shown),
                     "(N/N N%|N of N objects \\(N %\\)) · N/N workers · N calls/s · N refused · [a-z ]+( · N:N left)?"),
                shown);

  terminal.resize(40);
  shown = terminal.text_with("w ");
  CHECK_MESSAGE(fits(masked(shown), "N/N( N%)?( ·)? N/Nw( ·)? N/s(( ·)? N ref)?(( ·)? [a-z ]+)?(( ·)? N:N)?"), shown);
  terminal.resize(20);
  (void)terminal.text();
  shown = terminal.text();
  CHECK_MESSAGE(fits(masked(shown), "N/N( N%)?(( ·)? N/Nw)?(( ·)? N:N)?"), shown);
  // Nothing of the wider lines is left above.
  CHECK_MESSAGE(shown.find("/s") == std::string::npos, shown);

  terminal.resize(120);
  terminal.press("C-c");
  shown = terminal.text_at_end();
  CHECK_MESSAGE(shown.find("objects in ") != std::string::npos, shown);
  CHECK_MESSAGE(shown.find("calls a second · ") == std::string::npos, shown);
  CHECK_MESSAGE(shown.ends_with("exit 130"), shown);
}
