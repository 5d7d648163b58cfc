// `sluice status`: from another terminal while a run goes on, and after.
#include "tests/e2e/program/org.hpp"

#include <filesystem>
#include <string>

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace sluice::e2e;
namespace json = boost::json;

namespace {

json::object status_of(const std::string& folder) {
  const auto end = run({"status", folder, "--json"});
  REQUIRE_MESSAGE(end.exit_code == 0, end.err);
  return json::parse(end.out).as_object();
}

}  // namespace

TEST_CASE("status tells how far a run is while it goes on, and how it ended") {
  const temporary_folder folder;
  const std::string profile = written(folder / "still.toml", "[service.tooling]\nmedian_ms = 600000\n");
  const org sim({"--objects", "20", "--profile", profile});
  const std::string lib = folder / "lib";
  process running(sim.harvest(lib, {"--with-automation", "--grace", "0"}), sim.with_token());
  json::object seen;
  while (running.running() &&
         (seen.empty() || seen.at("run").is_null() || seen.at("run").at("objects").at("begun").to_number<int>() == 0)) {
    if (std::filesystem::exists(lib + "/library.db")) seen = status_of(lib);
  }
  CHECK(seen.at("state") == "running");
  CHECK(seen.at("held_by").at("pid") == running.pid());
  CHECK(seen.at("run").at("objects").at("left") == 20);

  running.signal(SIGINT);
  CHECK(running.wait().exit_code == 130);
  seen = status_of(lib);
  CHECK(seen.at("state") == "stopped");
  CHECK(seen.at("last_end").at("exit_code") == 130);
  CHECK(seen.at("held_by").is_null());

  CHECK(run(sim.harvest(lib, {"--resume"}), sim.with_token()).exit_code == 0);
  const auto words = run({"status", lib});
  CHECK(words.exit_code == 0);
  CHECK_MESSAGE(words.out.find("20 objects: 20 done, 0 partial, 0 failed, 0 left") != std::string::npos, words.out);
  CHECK_MESSAGE(words.out.find("with exit code 0") != std::string::npos, words.out);
}

TEST_CASE("status tells of a run that was killed, and of what failed and why") {
  const temporary_folder folder;
  const std::string profile =
      written(folder / "faults.toml", "[[fault]]\nform = \"error\"\nstatus = 500\non = \"tooling\"\nshare = 0.2\n");
  const org sim({"--objects", "20", "--profile", profile});
  const std::string lib = folder / "lib";
  const auto end = run(sim.harvest(lib, {"--with-automation", "--retries", "0"}), sim.with_token());
  CHECK(end.exit_code == 3);
  const json::object seen = status_of(lib);
  CHECK(seen.at("state") == "failures");
  CHECK(seen.at("run").at("objects").at("partial").to_number<int>() > 0);
  CHECK(seen.at("failures").as_array().size() > 0);
  std::filesystem::remove(lib + "/summary.json");
  CHECK(status_of(lib).at("state") == "cut_off");
}

TEST_CASE("a folder that holds no harvest, or is none, is exit 2 and one line") {
  const temporary_folder folder;
  for (const std::string& where : {folder / ".", folder / "none"}) {
    const auto end = run({"status", where});
    CHECK(end.exit_code == 2);
    CHECK(end.out.empty());
    CHECK_MESSAGE(end.err.find("name the folder that a harvest's -o named") != std::string::npos, end.err);
  }
}
