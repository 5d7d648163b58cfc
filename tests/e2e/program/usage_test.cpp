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
  const std::vector<refusal_case> cases{
      {"no command", {}, 2, "subcommand"},
      {"unknown flag", {"harvest", "--no-such"}, 2, "--no-such"},
      {"mistyped flag", {"harvest", "--with-automaton"}, 2, "did you mean --with-automation?"},
      {"mistyped flag with a value", {"harvest", "--max-worker=3"}, 2, "did you mean --max-workers?"},
      {"no org and no sf CLI", {"harvest", "--sf-path", "/nowhere/sf"}, 2, "--instance-url"},
  };
  for (const auto& c : cases) check(c, token);
}
