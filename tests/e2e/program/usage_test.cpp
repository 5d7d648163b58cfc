// One clear line and the documented exit code for what can't work.
#include "tests/e2e/program/refusals.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace sluice::e2e;

TEST_CASE("what isn't built yet is refused by name with exit 2") {
  for (const std::string command : {"limits", "report", "fleet"}) {
    check({{command, {command, "library"}, 2, "sluice " + command, "see --help"}}, {});
  }
  for (const std::string flag : {"--depth", "--cache-dir", "--seeds", "--shard"}) {
    check({{flag, {"harvest", flag, "x"}, 2, flag, "see --help"}}, {});
  }
  for (const std::string flag : {"--with-metadata", "--no-rows", "--emit-markdown"}) {
    check({{flag, {"harvest", flag}, 2, flag, "see --help"}}, {});
  }
  check({{"fetch", {"harvest", "--fetch=seeds"}, 2, "--fetch seeds", "see --help"}}, {});
  check({{"batch", {"harvest", "--batch", "auto"}, 2, "--batch auto", "see --help"}}, {});
}

TEST_CASE("bad usage is exit 2 and says what to do") {
  const environment token{{"SLUICE_ACCESS_TOKEN", "00Dx!y"}};
  const std::vector<refusal_case> cases{
      {"no command", {}, 2, "subcommand", "see --help"},
      {"unknown flag", {"harvest", "--no-such"}, 2, "--no-such", ""},
      {"mistyped flag", {"harvest", "--with-automaton"}, 2, "--with-automaton", "did you mean --with-automation?"},
      {"mistyped flag with a value", {"harvest", "--max-worker=3"}, 2, "--max-worker=3", "did you mean --max-workers?"},
      {"no org and no sf CLI",
       {"harvest", "--sf-path", "/nowhere/sf"},
       2,
       "/nowhere/sf",
       "install it or name it with --sf-path, or give --instance-url"},
  };
  check(cases, token);
}
