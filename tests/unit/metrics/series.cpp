#include "metrics/series.hpp"

#include "tests/unit/metrics/world.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include <doctest/doctest.h>

using namespace sluice;
using sluice::test::world;

namespace {

const wall_time started{std::chrono::seconds(1'700'000'000)};  // 2023-11-14T22:13:20Z

}  // namespace

TEST_CASE("a line tells what ended in its second, not since the start") {
  world w;
  w.run.planned(5, 1);
  w.set(10, std::numeric_limits<double>::infinity());
  for (int i = 0; i < 100; ++i) w.ok("flows", std::chrono::milliseconds(10));
  const auto before = w.seen();
  w.pass(std::chrono::milliseconds(1500));
  w.ok("flows", std::chrono::milliseconds(200));
  w.call("flows", outcome_class::limited, refusal::rate_limited);
  w.run.in_flight(4);
  w.end(object_state::done);
  w.set(12, 3.25, binding::rate);
  const auto line = series_line(before, w.seen(), started);
  CHECK(line.starts_with("2023-11-14T22:13:21.500Z,12,4,2,1,3.25,0."));
  CHECK(line.ends_with(",rate,1.5,1,3\n"));
}

TEST_CASE("pace and median are empty where there is none") {
  world w;
  const auto f = w.seen();
  CHECK(series_line(f, f, started) == "2023-11-14T22:13:20.000Z,0,0,0,0,,,none,0,0,0\n");
}

TEST_CASE("every line has the header's number of columns") {
  world w;
  const auto f = w.seen();
  CHECK(std::ranges::count(series_line(f, f, started), ',') == std::ranges::count(series_header, ','));
}

TEST_CASE("a file is read as points: calls by the time since the point before, torn lines and short rests left out") {
  const auto points = read_series(std::string(series_header) +
                                  "2023-11-14T22:13:21.000Z,10,10,20,0,,0.1,none,1,0,9\n"
                                  "2023-11-14T22:13:22.000Z,12,11,30,1,3.5,0.1,rate,2.5,0,9\n"
                                  "2023-11-14T22:13:22.100Z,12,11,4,1,3.5,0.1,rate,2.6,0,9\n"
                                  "2023-11-14T22:13:22.9");
  REQUIRE(points.size() == 2);
  CHECK(points[0].calls_a_second == 20);
  CHECK(points[1].calls_a_second == 20);
  CHECK(points[1].at_s == 2.5);
  CHECK(points[1].window == 12);
  CHECK(read_series("").empty());
}

TEST_CASE("what is written is read back") {
  world w;
  w.set(10, std::numeric_limits<double>::infinity());
  const auto before = w.seen();
  w.pass(std::chrono::milliseconds(2000));
  w.ok("flows", std::chrono::milliseconds(200));
  const auto points = read_series(std::string(series_header) + series_line(before, w.seen(), started));
  REQUIRE(points.size() == 1);
  CHECK(points[0].at_s == 2);
  CHECK(points[0].calls_a_second == 0.5);
  CHECK(points[0].window == 10);
}

TEST_CASE("each line is in the file when tick returns, and a new run begins the file anew") {
  const auto file = std::filesystem::temp_directory_path() / ("sluice-series-" + std::to_string(getpid()) + ".csv");
  const auto lines = [&] {
    std::ifstream in(file);
    return std::count(std::istreambuf_iterator<char>(in), {}, '\n');
  };
  world w;
  {
    auto s = series::open(file, w.seen(), started);
    REQUIRE(s.has_value());
    CHECK(lines() == 1);
    REQUIRE(s->tick(w.seen()).has_value());
    REQUIRE(s->tick(w.seen()).has_value());
    CHECK(lines() == 3);
  }
  REQUIRE(series::open(file, w.seen(), started).has_value());
  CHECK(lines() == 1);
  std::filesystem::remove(file);
}

TEST_CASE("a series that cannot be written says which file and why") {
  const auto none = series::open("/nonexistent-folder/series.csv", world().seen(), started);
  REQUIRE(none.has_error());
  CHECK(
      none.error().line().starts_with("/nonexistent-folder/series.csv: cannot be written: No such file or directory"));
  const auto full = series::open("/dev/full", world().seen(), started);
  REQUIRE(full.has_error());
  CHECK(full.error().what == "cannot be written: No space left on device");
}
