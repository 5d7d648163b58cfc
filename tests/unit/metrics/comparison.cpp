#include "metrics/comparison.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <doctest/doctest.h>

using namespace sluice;

namespace {

std::vector<compared_run> three_runs() {
  const std::vector<series_point> points{{.at_s = 1, .calls_a_second = 20, .window = 10},
                                         {.at_s = 2, .calls_a_second = 24, .window = 10}};
  return {{.name = "slow & <steady>",
           .took_s = 40,
           .calls = 100,
           .objects = 1000,
           .objects_ended = 20,
           .workers_min = 1,
           .workers_max = 1,
           .points = points},
          {.name = "ten",
           .took_s = 40,
           .calls = 1000,
           .objects = 1000,
           .objects_ended = 180,
           .workers_min = 10,
           .workers_max = 10,
           .points = points},
          {.name = "tuned",
           .took_s = 20,
           .calls = 5000,
           .refused = 7,
           .objects = 1000,
           .objects_ended = 1000,
           .workers_min = 10,
           .workers_max = 99,
           .points = points}};
}

boost::property_tree::ptree parsed(const std::string& xml) {
  std::istringstream in(xml);
  boost::property_tree::ptree tree;
  read_xml(in, tree);
  return tree;
}

}  // namespace

TEST_CASE("the table tells each run's speed, and its time for all objects at that speed") {
  std::istringstream table(comparison_table(three_runs()));
  std::vector<std::string> lines;
  for (std::string line; std::getline(table, line);) lines.push_back(line);
  REQUIRE(lines.size() == 6);
  CHECK(lines[0].ends_with("  calls a second   all 1000 objects  refused  workers"));
  CHECK(lines[1] == "slow & <steady>             2.5             33 min        0  1");
  CHECK(lines[2] == "ten                        25.0            3.3 min        0  10");
  CHECK(lines[3] == "tuned                     250.0               20 s        7  10 to 99");
  CHECK(lines[4] == "tuned: 100.0 times the calls a second of: slow & <steady>");
  CHECK(lines[5] == "tuned: 10.0 times the calls a second of: ten");
}

TEST_CASE("where no run came to the end of an object, the time for all of them is unknown") {
  auto runs = three_runs();
  for (auto& run : runs) run.objects_ended = 0;
  CHECK(comparison_table(runs).find("unknown") != std::string::npos);
  runs[0].calls = 0;
  CHECK(comparison_table(runs).find("inf") == std::string::npos);
}

TEST_CASE("durations are told in the unit that a person would take") {
  CHECK(rough_duration(21.4) == "21 s");
  CHECK(rough_duration(200) == "3.3 min");
  CHECK(rough_duration(2000) == "33 min");
  CHECK(rough_duration(9000) == "2.5 h");
}

TEST_CASE("the picture is a whole XML document with a line for each run in both of its panels") {
  const auto svg = parsed(comparison_svg("slow < fast", three_runs())).get_child("svg");
  CHECK(svg.get<std::string>("title") == "slow < fast");
  CHECK(svg.count("polyline") == 6);
  std::string texts;
  for (const auto& [tag, child] : svg) {
    if (tag == "text") texts += child.data() + "\n";
    if (tag == "polyline") CHECK_FALSE(child.get<std::string>("<xmlattr>.points").empty());
  }
  for (const std::string said : {"slow & <steady>: 2.5 calls a second, stopped after 40 s",
                                 "tuned: 250.0 calls a second, all 1000 objects in 20 s", "Calls a second",
                                 "Workers (calls in flight at most)", "Seconds since the run's start"}) {
    CHECK_MESSAGE(texts.find(said + "\n") != std::string::npos, texts);
  }
}

TEST_CASE("no run, or one without a point, still makes a picture") {
  CHECK(parsed(comparison_svg("none", {})).get_child("svg").count("polyline") == 0);
  const std::vector<compared_run> one(1);
  CHECK(parsed(comparison_svg("one", one)).get_child("svg").count("polyline") == 2);
}
