// One clear line and the documented exit code for what can't work.
#include "tests/e2e/program/org.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace sluice::e2e;

namespace {

struct refusal_case {
  std::string what;
  std::vector<std::string> arguments;
  int exit_code;
  std::string says;
};

void check(const refusal_case& c, const environment& extra) {
  INFO(c.what);
  const auto end = run(c.arguments, extra);
  CHECK(end.exit_code == c.exit_code);
  CHECK_MESSAGE(end.err.find(c.says) != std::string::npos, end.err);
  CHECK(end.err.starts_with("sluice"));
  CHECK(end.out.empty());
}

}  // namespace

TEST_CASE("what isn't built yet is refused by name with exit 2") {
  for (const std::string command : {"limits", "status", "report", "metrics", "fleet"}) {
    check({command, {command, "library"}, 2, "sluice " + command}, {});
  }
  for (const std::string flag : {"--metrics-push", "--cache-dir", "--seeds", "--shard"}) {
    check({flag, {"harvest", flag, "x"}, 2, flag}, {});
  }
  for (const std::string flag : {"--with-metadata", "--no-rows", "--emit-markdown"}) {
    check({flag, {"harvest", flag}, 2, flag}, {});
  }
  check({"fetch", {"harvest", "--fetch=seeds"}, 2, "--fetch seeds"}, {});
  check({"batch", {"harvest", "--batch", "auto"}, 2, "--batch auto"}, {});
}

TEST_CASE("bad usage is exit 2 and says what to do") {
  const environment token{{"SLUICE_ACCESS_TOKEN", "00Dx!y"}};
  const std::string url = "https://localhost:1";
  const std::vector<refusal_case> cases{
      {"no command", {}, 2, "subcommand"},
      {"unknown flag", {"harvest", "--no-such"}, 2, "--no-such"},
      {"mistyped flag", {"harvest", "--with-automaton"}, 2, "did you mean --with-automation?"},
      {"mistyped flag with a value", {"harvest", "--max-worker=3"}, 2, "did you mean --max-workers?"},
      {"no org and no sf CLI", {"harvest", "--sf-path", "/nowhere/sf"}, 2, "--instance-url"},
      {"impossible workers", {"harvest", "--workers", "0"}, 2, "--workers"},
      {"none without input", {"harvest", "--instance-url", url, "--fetch=none"}, 2, "--input"},
      {"plain http to elsewhere", {"harvest", "--instance-url", "http://example.org", "-o", "/nowhere/x"}, 2, "https"},
      {"unknown profile", {"orgsim", "--profile", "nonesuch"}, 2, "nonesuch"},
  };
  for (const auto& c : cases) check(c, token);
  check({"no token", {"harvest", "--instance-url", url}, 2, "SLUICE_ACCESS_TOKEN"}, {});
}

TEST_CASE("a missing or broken input is exit 2, with its place") {
  const temporary_folder folder;
  const environment token{{"SLUICE_ACCESS_TOKEN", "00Dx!y"}};
  const auto harvest = [&](const std::string& input) {
    return std::vector<std::string>{
        "harvest", "--instance-url", "https://localhost:1", "-o", folder / "lib", "--fetch=none", "--input", input};
  };
  check({"missing", harvest(folder / "none.json"), 2, "none.json"}, token);
  const std::string broken = folder / "broken.json";
  std::FILE* f = std::fopen(broken.c_str(), "w");
  std::fputs("{\"objects\": [\n  {\"name\": }]}", f);
  std::fclose(f);
  check({"broken", harvest(broken), 2, "line 2"}, token);
}

TEST_CASE("a refused token is exit 4, an org out of reach exit 5") {
  const temporary_folder folder;
  const org sim({"--objects", "3"});
  check({"refused", sim.harvest(folder / "a", {"-q"}), 4, "token"}, {{"SLUICE_ACCESS_TOKEN", "00Dx!wrong"}});
  check({"unreachable",
         {"harvest", "--instance-url", "https://localhost:1", "-o", folder / "b", "-q", "--retries", "0"},
         5,
         "localhost"},
        sim.with_token());
}
