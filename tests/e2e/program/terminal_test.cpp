// What somebody sees who watches a run in a terminal, and what is left on it.
#include "tests/e2e/program/org.hpp"
#include "tests/e2e/program/screen.hpp"

#include <string>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace sluice::e2e;

namespace {

/// An org whose tooling API never answers: a run there stays as it is for as long as a test looks at it.
std::string still_org(const temporary_folder& folder) {
  return written(folder / "still.toml", "[service.tooling]\nmedian_ms = 600000\n");
}

std::vector<std::string> watched(const org& sim, const std::string& folder, std::vector<std::string> more = {}) {
  std::vector<std::string> words{"harvest", "--instance-url",    sim.url(),   "-o",
                                 folder,    "--with-automation", "--workers", "10"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

environment surroundings(const org& sim, const environment& more = {}) {
  environment all{{"LC_ALL", "C.UTF-8"}, {"NO_COLOR", ""}};
  all.merge(sim.with_token());
  for (const auto& [name, value] : more) all[name] = value;
  return all;
}

pid_t process_at_work_in(const std::string& folder) {
  return std::stoi(text_of(folder + "/library.lock"));
}

}  // namespace

TEST_CASE("however a watched run ends, no piece of its display stays on the terminal") {
  const temporary_folder folder;
  const org sim({"--objects", "20", "--profile", still_org(folder)});
  struct ending {
    std::string name;
    std::vector<int> signals;
    std::string last;
  };
  const std::vector<ending> endings{{"interrupted", {SIGINT, SIGINT}, "exit 130"},
                                    {"ended", {SIGTERM, SIGINT}, "exit 130"},
                                    {"crashed", {SIGSEGV}, "exit 139"},
                                    {"hung up", {SIGHUP}, "exit 129"}};
  for (const ending& e : endings) {
    CAPTURE(e.name);
    const screen terminal(watched(sim, folder / e.name, {"--grace", "600"}), 80, surroundings(sim));
    CHECK(terminal.text_with(" workers").starts_with("0 of 20 objects (0 %) · "));
    const pid_t pid = process_at_work_in(folder / e.name);
    for (const int& number : e.signals) {
      ::kill(pid, number);
      if (&number != &e.signals.back()) CHECK(terminal.text_with("ending").find("ending") != std::string::npos);
    }
    const std::string left = terminal.text_at_end();
    CHECK_MESSAGE(left.find("workers") == std::string::npos, left);
    CHECK_MESSAGE(left.ends_with(e.last), left);
  }
}

TEST_CASE("whoever asks by SIGUSR1 is told at once, above the display, and in the log") {
  const temporary_folder folder;
  const org sim({"--objects", "20", "--profile", still_org(folder)});
  const screen terminal(watched(sim, folder / "lib"), 80, surroundings(sim));
  (void)terminal.text_with(" workers");
  ::kill(process_at_work_in(folder / "lib"), SIGUSR1);
  const std::string shown = terminal.text_with("objects, ");
  CHECK_MESSAGE(shown.starts_with("0 of 20 objects, "), shown);
  CHECK_MESSAGE(terminal.text_with(" · ").find("\n0 of 20 objects (0 %) · ") != std::string::npos, shown);
  CHECK(text_of(folder / "lib/sluice.log").find("info 0 of 20 objects, ") != std::string::npos);
}

TEST_CASE("a terminal that has just become narrower, and has not said so yet, keeps one row") {
  const temporary_folder folder;
  const std::string slow = written(folder / "slow.toml", "[service]\nmedian_ms = 100\n");
  const org sim({"--objects", "100", "--profile", slow});
  const screen terminal(watched(sim, folder / "lib"), 30, surroundings(sim), 80);
  (void)terminal.text_with(" objects");
  for (int i = 0; i < 5; ++i) {
    const std::string shown = terminal.text();
    CHECK_MESSAGE(shown.find('\n') == std::string::npos, shown);
  }
}

TEST_CASE("a terminal that was stopped holds up nothing") {
  const temporary_folder folder;
  const std::string slow = written(folder / "slow.toml", "[service]\nmedian_ms = 100\n");
  const org sim({"--objects", "30", "--profile", slow});
  const screen terminal(watched(sim, folder / "lib", {}), 80, surroundings(sim));
  terminal.press("C-s");
  // The run ends while nothing of what it says gets through: its summary is the last that it writes.
  const std::string summary = folder / "lib/summary.json";
  while (text_of(summary).empty()) (void)terminal.text();
  CHECK(json_of(summary).at("exit_code") == 0);
  terminal.press("C-q");
  CHECK(terminal.text_at_end().ends_with("exit 0"));
}

TEST_CASE("a dumb terminal gets whole lines, NO_COLOR no colours, and a locale without UTF-8 plain letters") {
  const temporary_folder folder;
  const org sim({"--objects", "20", "--profile", still_org(folder)});
  struct kind {
    std::string name;
    environment has;
    std::string between;
    bool draws;
    bool colours;
  };
  const std::vector<kind> kinds{{"colours", {}, ") · ", true, true},
                                {"none", {{"NO_COLOR", "1"}}, ") · ", true, false},
                                {"ascii", {{"LC_ALL", "C"}}, "), ", true, true},
                                {"dumb", {{"TERM", "dumb"}}, "objects, ", false, false}};
  for (const kind& k : kinds) {
    CAPTURE(k.name);
    const std::string bytes = folder / (k.name + ".bytes");
    const screen terminal(watched(sim, folder / k.name), 80, surroundings(sim, k.has));
    terminal.record(bytes);
    const std::string log = folder / k.name + "/sluice.log";
    while (text_of(log).find("objects to harvest") == std::string::npos) (void)terminal.text();
    if (!k.draws) ::kill(process_at_work_in(folder / k.name), SIGUSR1);
    CHECK(terminal.text_with("workers").find(k.between) != std::string::npos);
    (void)terminal.text();
    const std::string written_there = text_of(bytes);
    CHECK((written_there.find("\x1b[J") != std::string::npos) == k.draws);
    CHECK((written_there.find("\x1b[36m") != std::string::npos) == k.colours);
  }
}

TEST_CASE("without a terminal not one byte steers any") {
  const temporary_folder folder;
  const org sim({"--objects", "30"});
  const auto end = run(watched(sim, folder / "lib"), surroundings(sim, {{"TERM", "xterm"}}));
  CHECK(end.exit_code == 0);
  CHECK(end.err.empty());
  CHECK(end.out.find('\x1b') == std::string::npos);
  CHECK(end.out.find('\r') == std::string::npos);
}
