#include "metrics/textfile.hpp"

#include "metrics/process.hpp"
#include "metrics/replace_file.hpp"
#include "tests/unit/metrics/world.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include <doctest/doctest.h>

using namespace sluice;
using sluice::test::exposed;
using sluice::test::world;
namespace fs = std::filesystem;

namespace {

struct folder {
  fs::path path = fs::temp_directory_path() / ("sluice-textfile-" + std::to_string(getpid()));
  folder() { fs::create_directories(path); }
  ~folder() { fs::remove_all(path); }
  [[nodiscard]] auto files() const { return std::distance(fs::directory_iterator(path), {}); }
};

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("the textfile tells only how the last run ended, readable by everybody, with no temporary file left") {
  const folder f;
  exposed e{.run = world().seen(), .last = last_run{.calls = 292}};
  REQUIRE(write_textfile(f.path / "sluice.prom", e.read()).has_value());
  const auto text = text_of(f.path / "sluice.prom");
  CHECK(text.find("sluice_last_run_calls{org=\"DEVNEW\"} 292\n") != std::string::npos);
  CHECK(text.find("in_flight") == std::string::npos);
  CHECK(text.find("process_") == std::string::npos);
  CHECK((fs::status(f.path / "sluice.prom").permissions() & fs::perms::all) == fs::perms(0644));
  CHECK(f.files() == 1);
}

TEST_CASE("a good run's end can be read back, so that a failed run keeps it") {
  const folder f;
  const wall_time good(std::chrono::seconds(1'700'000'000));
  exposed e{.run = world().seen(), .last = last_run{.ended = good, .success = good}};
  CHECK_FALSE(last_success_in(f.path / "sluice.prom"));
  REQUIRE(write_textfile(f.path / "sluice.prom", e.read()).has_value());
  CHECK(last_success_in(f.path / "sluice.prom") == good);
  e.last->success.reset();
  REQUIRE(write_textfile(f.path / "sluice.prom", e.read()).has_value());
  CHECK_FALSE(last_success_in(f.path / "sluice.prom"));
}

TEST_CASE("a file that cannot be replaced stays as it was, with no temporary file left") {
  const folder f;
  fs::create_directories(f.path / "taken" / "inside");
  const auto replaced = replace_file(f.path / "taken", "text", 0600);
  REQUIRE(replaced.has_error());
  CHECK(replaced.error().about == (f.path / "taken").string());
  CHECK(fs::is_directory(f.path / "taken" / "inside"));
  CHECK(f.files() == 1);
}

TEST_CASE("a run's end is named by its exit code") {
  CHECK(outcome_of(exit_code::all_done) == run_outcome::success);
  CHECK(outcome_of(exit_code::some_parts_failed) == run_outcome::partial);
  CHECK(outcome_of(exit_code::limit_reached) == run_outcome::budget);
  CHECK(outcome_of(exit_code::terminated) == run_outcome::interrupted);
  CHECK(outcome_of(exit_code::login_refused) == run_outcome::failed);
}

TEST_CASE("the process's figures are this process's") {
  const auto p = read_process();
  REQUIRE(p.resident_bytes);
  CHECK(*p.resident_bytes > 100'000);
  REQUIRE(p.open_fds);
  CHECK(*p.open_fds >= 3);
  REQUIRE(p.cpu_seconds);
  CHECK(*p.cpu_seconds >= 0);
  REQUIRE(p.start_time_seconds);
  CHECK(*p.start_time_seconds > 1e9);
  REQUIRE(peak_rss_bytes());
  CHECK(*peak_rss_bytes() >= 100'000);
}
