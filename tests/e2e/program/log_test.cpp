// The run's log as scripts read it, and the levels of stderr's lines as the journal does.
#include "tests/e2e/program/org.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace sluice::e2e;
namespace json = boost::json;

namespace {

std::vector<json::object> lines_of(const std::string& file) {
  std::vector<json::object> all;
  std::istringstream in(text_of(file));
  for (std::string line; std::getline(in, line);) all.push_back(json::parse(line).as_object());
  return all;
}

bool any(const std::vector<json::object>& lines, const std::vector<std::string>& keys) {
  return std::any_of(lines.begin(), lines.end(), [&](const json::object& line) {
    return std::all_of(keys.begin(), keys.end(), [&](const std::string& k) { return line.contains(k); });
  });
}

}  // namespace

TEST_CASE("a log for scripts is one object a line, and what went wrong has its object, part, code and time") {
  const temporary_folder folder;
  const std::string profile =
      written(folder / "faults.toml", "[[fault]]\nform = \"error\"\nstatus = 500\non = \"tooling\"\nshare = 0.2\n");
  const org sim({"--objects", "20", "--profile", profile});
  const auto end =
      run(sim.harvest(folder / "lib", {"-v", "--log-format", "json", "--with-automation", "--retries", "0"}),
          sim.with_token());
  CHECK(end.exit_code == 3);
  const auto lines = lines_of(folder / "lib/sluice.log");
  const std::set<std::string> known{"time", "level",   "msg",     "object",     "part",
                                    "code", "attempt", "wait_ms", "duration_ms"};
  for (const json::object& line : lines) {
    for (const auto& [key, value] : line) CHECK(known.contains(std::string(key)));
    CHECK(any({line}, {"time", "level", "msg"}));
  }
  CHECK(any(lines, {"object", "part", "code"}));
  CHECK(any(lines, {"part", "code", "duration_ms"}));
  CHECK(any(lines, {"object", "duration_ms"}));
  CHECK(std::any_of(lines.begin(), lines.end(), [](const json::object& l) { return l.at("level") == "error"; }));
}

TEST_CASE("a stderr that is not the journal's has no levels before its lines") {
  const auto end = run({"status", "/nowhere"}, {{"JOURNAL_STREAM", "1:2"}});
  CHECK_MESSAGE(end.err.starts_with("sluice: "), end.err);
}
