// `sluice demo --compare` as a user runs it, with short runs.
#include "tests/e2e/program/org.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace sluice::e2e;

namespace {

double calls_a_second(const boost::json::value& summary) {
  return summary.at("calls_per_second").to_number<double>();
}

}  // namespace

TEST_CASE("tuned beats the replaced pipeline's speeds on the same org, and the comparison shows it") {
  const temporary_folder folder;
  const auto end = run({"demo", "--compare", "--seconds", "2", "--objects", "300", "-o", folder / "out"});
  REQUIRE_MESSAGE(end.exit_code == 0, end.err);
  CHECK(end.out.find("2 of 3: ten at a time, 300 ms pause, 2 s at most\n") != std::string::npos);
  CHECK(end.out.find("all 300 objects") != std::string::npos);
  CHECK(end.out.find("picture: " + (folder / "out/compare.svg")) != std::string::npos);
  CHECK(text_of(folder / "out/compare.svg").ends_with("</svg>\n"));

  const auto one = json_of(folder / "out/compare/one-at-a-time/summary.json");
  const auto ten = json_of(folder / "out/compare/ten-at-a-time/summary.json");
  const auto tuned = json_of(folder / "out/compare/tuned/summary.json");
  CHECK(one.at("exit_code") == 75);
  CHECK(one.at("reason").as_string().starts_with("stopped after its 2 s"));
  CHECK(one.at("workers").at("max") == 1);
  CHECK(ten.at("workers").at("max") == 10);
  // A call takes some time and its worker rests after it, so no machine makes more of them in two seconds.
  CHECK(one.at("calls").at("total").to_number<int>() <= 2000 / 150);
  CHECK(ten.at("calls").at("total").to_number<int>() <= 10 * (2000 / 300 + 1));
  CHECK(calls_a_second(ten) > 2 * calls_a_second(one));
  CHECK(calls_a_second(tuned) > 3 * calls_a_second(ten));
}

TEST_CASE("an interrupt ends the whole comparison, not one of its runs") {
  const temporary_folder folder;
  process running({"demo", "--compare", "--objects", "50", "-o", folder / "out"});
  CHECK(running.line().starts_with("1 of 3: "));
  while (running.running() && text_of(folder / "out/compare/one-at-a-time/series.csv").size() < 200) {
  }
  running.signal(SIGINT);
  const auto end = running.wait();
  CHECK(end.exit_code == 130);
  CHECK(end.err.find("sluice demo: interrupted") != std::string::npos);
  CHECK(end.out.find("2 of 3") == std::string::npos);
}

TEST_CASE("a comparison chooses the workers itself, and its time is its own option") {
  CHECK(run({"demo", "--compare", "--workers", "3"}).exit_code == 2);
  CHECK(run({"demo", "--seconds", "3"}).exit_code == 2);
}
