#include "bench/control/goals.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace sluice::bench {
namespace {
// Orgs by name, each with the runs that a test says; the best setting has 100 a second at its unloaded latency.
struct table_of_rows {
  std::vector<scenario> scenarios;
  std::vector<row> rows;

  explicit table_of_rows(std::size_t most) { scenarios.reserve(most); }

  scenario& add(std::string name, std::string cls, std::uint32_t servers, const std::vector<double>& per_second) {
    scenario s;
    s.name = std::move(name);
    s.cls = std::move(cls);
    s.org.capacity.servers = servers;
    for (auto& service : s.org.service) service.median_ms = 100;
    s.load.mixes.push_back({.weights = std::vector<double>(orgsim::call_kind_names.size(), 1)});
    scenarios.push_back(std::move(s));
    row r;
    r.of = &scenarios.back();
    for (const double each : per_second) {
      r.runs.push_back({.per_second = each, .in_flight = servers + 0.5, .load = 1.1, .latency = 1.1});
      r.best.push_back({.per_second = 100, .latency = 1, .doubling = 80});
      r.shares.push_back(each / 100);
    }
    rows.push_back(std::move(r));
    return scenarios.back();
  }

  [[nodiscard]] judged_goal goal(std::string_view cls, std::string_view what) const {
    const auto goals = judge_goals(rows);
    const auto found = std::ranges::find_if(
        goals, [&](const judged_goal& g) { return g.cls == cls && g.what.find(what) != std::string_view::npos; });
    REQUIRE(found != goals.end());
    return *found;
  }
};

TEST_CASE("a class is judged by its median row and its worst seed, and the rows that miss are named") {
  table_of_rows t(3);
  t.add("good", "knee", 40, {99.5, 99.4, 99.6});
  t.add("fair", "knee", 20, {99.1, 99.2, 99.3});
  t.add("bad", "knee", 10, {99, 90, 98});
  CHECK(t.goal("knee", "median").met());
  CHECK(t.goal("knee", "median").reached == doctest::Approx(0.992));
  const judged_goal worst = t.goal("knee", "worst seed");
  CHECK_FALSE(worst.met());
  CHECK(worst.reached == doctest::Approx(0.9));
  REQUIRE(worst.misses.size() == 1);
  CHECK(worst.misses[0].row == "bad");
  std::ostringstream out;
  print_goals(out, judge_goals(t.rows));
  CHECK(out.str().find("missed: bad 0.9\n") != std::string::npos);
}

TEST_CASE("knees below 5 have a goal of their own, in calls, and none for the latency") {
  table_of_rows t(2);
  t.add("2", "knee", 2, {99});
  t.rows.back().runs[0].load = 3;
  t.rows.back().runs[0].latency = 3;
  t.rows.back().runs[0].in_flight = 6;
  t.add("10", "knee", 10, {99});
  CHECK(t.goal("knee", "in flight over").met());
  CHECK(t.goal("knee", "latency").met());
  CHECK(t.goal("knee", "below 5").reached == doctest::Approx(4));
  CHECK_FALSE(t.goal("knee", "below 5").met());
}

TEST_CASE("a short run is held against doubling without history, and against its like without where that is wrong") {
  table_of_rows t(3);
  t.add("none", "short", 40, {76}).load.calls = 100;
  t.add("wrong", "short", 40, {64}).load = {.calls = 100, .mixes = t.scenarios.back().load.mixes, .history = 4};
  t.add("wrong, other calls", "short", 40, {30}).load.history = 4;
  CHECK(t.goal("short", "doubling").reached == doctest::Approx(0.95));
  const judged_goal wrong = t.goal("short", "wrong");
  CHECK(wrong.reached == doctest::Approx(0.12));
  CHECK_FALSE(wrong.met());
}

TEST_CASE("a start far above the knee is not asked of an org that loses capacity under load") {
  table_of_rows t(2);
  t.add("plain", "start", 10, {95}).load.first = 64;
  t.rows.back().runs[0].settled_per_second = 95;
  scenario& melting = t.add("melting", "start", 0, {10});
  melting.org.capacity.crowd = 10;
  melting.org.capacity.crowd_growth = 1.1;
  melting.load.first = 64;
  CHECK(t.goal("start", "200 round trips").met());
  melting.load.first = 20;
  CHECK_FALSE(t.goal("start", "200 round trips").met());
}

TEST_CASE("a rival is ahead only where it overdrives nothing") {
  table_of_rows ours(2);
  ours.add("one", "knee", 40, {90});
  ours.add("two", "knee", 40, {90});
  std::vector<measured_law> laws{{.name = "ours", .rows = ours.rows},
                                 {.name = "modest", .rows = ours.rows},
                                 {.name = "greedy", .rows = ours.rows}};
  laws[1].rows[0].shares = {0.94};
  laws[1].rows[1].shares = {0.92};
  for (row& r : laws[2].rows) {
    r.shares = {1};
    r.runs[0].load = 1.6;
  }
  const auto behind = rows_behind(laws);
  REQUIRE(behind.size() == 1);
  CHECK(behind[0].row == "one");
  CHECK(behind[0].rival == "modest");
  CHECK(behind[0].its == doctest::Approx(0.94));
}
}  // namespace
}  // namespace sluice::bench
