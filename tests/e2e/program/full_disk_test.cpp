// A disk that fills up under a run, at whatever it writes: the run says so in one line and ends with exit 1, and goes
// on once there is room.
#include "tests/e2e/program/library_files.hpp"
#include "tests/e2e/program/org.hpp"
#include "tests/e2e/program/small_disk.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace sluice::e2e;

namespace {

constexpr std::size_t roomy_kb = 40'000;

std::vector<std::string> everything(std::vector<std::string> more = {}) {
  more.insert(more.end(), {"--with-automation", "--with-stats", "--workers", "16"});
  return more;
}

void check_line(const std::string& err, const std::string& disk, const std::string& says) {
  CHECK_MESSAGE(std::count(err.begin(), err.end(), '\n') == 1, err);
  CHECK_MESSAGE(err.starts_with("sluice: " + disk), err);
  CHECK_MESSAGE(err.find(says) != std::string::npos, err);
  CHECK_MESSAGE(err.find("--resume") != std::string::npos, err);
}

}  // namespace

TEST_CASE("a disk that fills up ends the run with one line, and --resume goes on once there is room") {
  const temporary_folder folder;
  const org sim({"--objects", "12", "--seed", "3"});
  REQUIRE(run(sim.harvest(folder / "whole", everything()), sim.with_token()).exit_code == 0);
  // From where not even the store can be made, over the store's growth, to the files of the library.
  for (const std::size_t kb : std::array<std::size_t, 8>{8, 92, 96, 104, 200, 500, 1200, 2000}) {
    CAPTURE(kb);
    const auto disk = small_disk::make(kb);
    if (!disk) return;
    const auto end = run(sim.harvest(*disk / "lib", everything({"-q"})), sim.with_token());
    REQUIRE_MESSAGE(end.exit_code == 1, end.err);
    check_line(end.err, *disk / "lib", "free some space");
    CHECK(library_of(*disk / "lib").count("schema.json") == 0);
    disk->resize(roomy_kb);
    const auto again = run(sim.harvest(*disk / "lib", everything({"-q", "--resume"})), sim.with_token());
    REQUIRE_MESSAGE(again.exit_code == 0, again.err);
    check_same_library(*disk / "lib", folder / "whole");
  }
}

TEST_CASE("a log, a textfile or a summary that can't be written makes a good run exit 1, and its library is whole") {
  const temporary_folder folder;
  const org sim({"--objects", "5"});
  const auto log = run(sim.harvest(folder / "a", {"-q", "--log-file", "/dev/full"}), sim.with_token());
  CHECK(log.exit_code == 1);
  CHECK_MESSAGE(log.err.find("/dev/full: lines of the log are lost") != std::string::npos, log.err);
  CHECK_MESSAGE(log.err.find("the library is whole") != std::string::npos, log.err);
  CHECK(json_of(folder / "a/summary.json").at("exit_code") == 1);

  const auto textfile =
      run(sim.harvest(folder / "b", {"-q", "--metrics-textfile", folder / "none/x.prom"}), sim.with_token());
  CHECK(textfile.exit_code == 1);
  CHECK_MESSAGE(textfile.err.find("none/x.prom: cannot be written") != std::string::npos, textfile.err);
  CHECK(json_of(folder / "b/summary.json").at("exit_code") == 1);

  std::filesystem::create_directories(folder / "c/summary.json/in the way");
  const auto summary = run(sim.harvest(folder / "c", {"-q"}), sim.with_token());
  CHECK(summary.exit_code == 1);
  CHECK_MESSAGE(summary.err.find("summary.json: cannot be written") != std::string::npos, summary.err);
  for (const std::string name : {"a", "b", "c"}) CHECK(library_of(folder / name).size() == 6);
}

TEST_CASE("a disk that has become read-only is told with exit 1, and nothing on it is lost") {
  const temporary_folder folder;
  const org sim({"--objects", "12"});
  const auto disk = small_disk::make(roomy_kb);
  if (!disk) return;
  REQUIRE(run(sim.harvest(folder / "whole", everything()), sim.with_token()).exit_code == 0);
  const auto first = everything({"-q", "--max-objects", "5"});
  REQUIRE(run(sim.harvest(*disk / "lib", first), sim.with_token()).exit_code == 0);
  const auto before = library_of(*disk / "lib");
  disk->make_read_only(true);
  const auto end = run(sim.harvest(*disk / "lib", everything({"-q"})), sim.with_token());
  CHECK(end.exit_code == 1);
  check_line(end.err, *disk / "lib", "make the folder writable");
  CHECK(library_of(*disk / "lib") == before);
  disk->make_read_only(false);
  const auto again = run(sim.harvest(*disk / "lib", everything({"-q", "--resume"})), sim.with_token());
  REQUIRE_MESSAGE(again.exit_code == 0, again.err);
  check_same_library(*disk / "lib", folder / "whole");
}
