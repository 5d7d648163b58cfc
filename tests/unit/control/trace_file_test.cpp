#include "bench/control/trace_file.hpp"

#include "bench/control/table.hpp"

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string_view>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

namespace sluice::bench {
namespace {
boost::json::object traced(std::string_view name) {
  std::vector<scenario> all = read_scenarios(SLUICE_SCENARIOS);
  std::erase_if(all, [name](const scenario& s) { return s.name != name; });
  REQUIRE(all.size() == 1);
  std::ostringstream out;
  write_traces(out, all, sluice_law(), 1);
  return boost::json::parse(out.str()).at("scenarios").at(0).as_object();
}

double number_at(const boost::json::object& series, std::string_view name, std::size_t i) {
  return series.at(name).at(i).to_number<double>();
}

TEST_CASE("a trace file has as many points in each series, and no more than a picture can show") {
  const boost::json::object told = traced("40 to 10 to 40");
  const boost::json::object& series = told.at("series").as_object();
  const std::size_t points = series.at("at_s").as_array().size();
  CHECK(points > 200);
  CHECK(points <= 300);
  for (const auto& list : series) {
    CAPTURE(list.key());
    CHECK(list.value().as_array().size() == points);
  }
  CHECK(number_at(series, "at_s", points - 1) == doctest::Approx(told.at("run_s").to_number<double>()));
}

TEST_CASE("a trace file tells the limits of each moment, and what was made of them") {
  const boost::json::object told = traced("40 to 10 to 40");
  const boost::json::object& series = told.at("series").as_object();
  const std::size_t points = series.at("at_s").as_array().size();
  // 10 or 40 calls served at once, and a tenth of them on their way: 10 ms beside 100 ms.
  CHECK(number_at(series, "knee", 0) == doctest::Approx(44).epsilon(0.02));
  CHECK(number_at(series, "knee", points / 2) == doctest::Approx(11).epsilon(0.02));
  CHECK(series.at("pace").at(points / 2).is_null());
  double answered = 0;
  double possible = 0;
  for (std::size_t i = 0; i < points; ++i) {
    answered += number_at(series, "ok", i);
    possible += number_at(series, "possible", i);
  }
  CHECK(answered / possible > 0.8);
  CHECK(answered / possible < 1.03);
  CHECK(number_at(series, "latency", points - 1) < 2);
}
}  // namespace
}  // namespace sluice::bench
