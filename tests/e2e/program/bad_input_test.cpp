// Whatever a person gets wrong, and whatever an org or a disk refuses at the start: one line that says what happened,
// to what, what is kept and what to do, and the documented exit code.
#include "tests/e2e/program/org.hpp"
#include "tests/e2e/program/refusals.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

using namespace sluice::e2e;

namespace {

const environment some_token{{"SLUICE_ACCESS_TOKEN", "00Dx!y"}};
const std::string nobody_there = "https://localhost:1";

std::vector<std::string> harvest(std::vector<std::string> more) {
  more.insert(more.begin(), {"harvest", "--instance-url", nobody_there, "-q"});
  return more;
}

}  // namespace

TEST_CASE("a value that can't be is exit 2 and names its flag") {
  const std::vector<std::pair<std::string, std::vector<std::string>>> values{
      {"--workers", {"0", "-1", "1025", "1.5", "abc", "nan", "0x10", "99999999999999999999"}},
      {"--max-workers", {"0", "2000", "1e3"}},
      {"--max-objects", {"0", "-5", "x"}},
      {"--calls-per-minute", {"0", "-1", "nan", "inf", "1e9"}},
      {"--api-reserve", {"101", "-1", "nan"}},
      {"--memory", {"0", "1e3", "70000"}},
      {"--retries", {"-1", "1.5", "101"}},
      {"--timeout", {"0", "-1", "nan", "1e9"}},
      {"--connect-timeout", {"0", "x"}},
      {"--grace", {"-1", "x", "nan"}},
      {"--throttle-ms", {"-1", "1.5"}},
      {"--backoff-ms", {"x"}},
      {"--fetch", {"some"}},
      {"--batch", {"maybe"}},
      {"--progress", {"loud"}},
      {"--log-format", {"xml"}},
      {"--metrics-listen", {"9464", "host:x", "::1:9464"}},
      {"--metrics-push", {"gateway:9091"}},
      {"--expected-interval", {"0", "x"}},
  };
  std::vector<refusal_case> cases;
  for (const auto& [flag, words] : values) {
    for (const auto& word : words) cases.push_back({word, harvest({flag, word}), 2, flag, "see --help"});
  }
  cases.push_back({"no value", harvest({"--workers"}), 2, "--workers", "see --help"});
  cases.push_back({"said twice", harvest({"--memory", "5", "--memory", "6"}), 2, "--memory", "see --help"});
  cases.push_back({"two that exclude one another", harvest({"-v"}), 2, "--quiet", "see --help"});
  cases.push_back({"a stray word", harvest({"stray"}), 2, "stray", "see --help"});
  cases.push_back({"an API version", harvest({"--api-versions", "6x"}), 2, "6x", "write it as 62.0"});
  cases.push_back(
      {"none without input", harvest({"--fetch=none"}), 2, "--fetch=none", "name the objects with --input"});
  cases.push_back({"input without none", harvest({"--input", "x"}), 2, "--input", "leave one of them out"});
  cases.push_back({"no folder", harvest({"-o", ""}), 2, "-o", "name the library's folder"});
  check(cases, some_token);
}

TEST_CASE("a leading zero is no octal number") {
  const temporary_folder folder;
  const org sim({"--objects", "3"});
  const auto end = run(sim.harvest(folder / "lib", {"-q", "--workers", "010"}), sim.with_token());
  CHECK(end.exit_code == 0);
  CHECK(json_of(folder / "lib/summary.json").at("workers").at("max") == 10);
}

TEST_CASE("an input that is missing or broken is exit 2, with its place") {
  const temporary_folder folder;
  const auto reads = [&](const std::string& what, const std::string& text, const std::string& says) {
    const std::string file = text.empty() ? folder / what : written(folder / what, text);
    return refusal_case{what, harvest({"-o", folder / "lib", "--fetch=none", "--input", file}), 2, file + ": " + says,
                        "mend the file, or name another schema.json by --input"};
  };
  std::filesystem::create_directory(folder / "folder");
  check(
      {
          reads("none.json", "", "cannot read the input: No such file or directory"),
          reads("folder", "", "cannot read the input: Is a directory"),
          reads("syntax.json", "{\"objects\": [\n  {\"name\": }]}", "the input is no JSON at line 2, column 12"),
          reads("cut.json", "{\"objects\": [\n{\"name\":\"A\"}", "the input is no JSON at line 2, column 13"),
          reads("blank.json", "\n", "the input is no JSON at line 2, column 1"),
          reads("list.json", "[]", "there is no list \"objects\""),
          reads("nameless.json", "{\"objects\": [\n{\"label\": \"A\"}]}", "object 1 of the input has no name (line 2)"),
          reads("twice.json", R"({"objects": [{"name": "A"}, {"name": "A"}]})", "the input names object A twice"),
          reads("deep.json", R"({"objects": [{"name": "A", "x": )" + std::string(5000, '['),
                "the input is no JSON at line 1, column "),
      },
      some_token);
}

TEST_CASE("a secret that can't be had is exit 2 and names its file and flag") {
  const temporary_folder folder;
  const std::string none = folder / "none";
  const std::string empty = written(folder / "empty", "\n");
  const std::string big = written(folder / "big", std::string(100'000, 'x'));
  const std::string no_key = written(folder / "key", "no key");
  const auto by_app = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"harvest", "--client-id", "id", "--login-url", nobody_there, "-q"});
    return more;
  };
  check(
      {
          {"token", harvest({"--access-token-file", none}), 2, none, "name a readable file with --access-token-file"},
          {"empty", harvest({"--access-token-file", empty}), 2, empty, "name a file that holds the secret with --acc"},
          {"big", harvest({"--access-token-file", big}), 2, big, "name a readable file with --access-token-file"},
          {"secret", by_app({"--client-secret-file", none}), 2, none, "name a readable file with --client-secret-file"},
          {"refresh", by_app({"--refresh-token-file", none}), 2, none, "name a readable file with --refresh-token-f"},
          {"key", by_app({"--jwt-key-file", none, "--username", "u"}), 2, none, "name a readable file with --jwt-key"},
          {"no key", by_app({"--jwt-key-file", no_key, "--username", "u"}), 2, "JWT key", "name a file with an RSA"},
          {"no user", by_app({"--jwt-key-file", none}), 2, "--username", "see --help"},
          {"id alone", by_app({}), 2, "--client-id", "add --client-secret-file"},
          {"no token", harvest({}), 2, "access token", "put it in SLUICE_ACCESS_TOKEN"},
          {"no sf", {"harvest", "--sf-path", none}, 2, none, "install it or name it with --sf-path"},
      },
      {});
  check({{"blanks", harvest({}), 2, nobody_there, "nothing was changed; give one token and nothing else"}},
        {{"SLUICE_ACCESS_TOKEN", "two words"}});
}

TEST_CASE("an org that refuses is exit 4, one that can't be reached or trusted is exit 5") {
  const temporary_folder folder;
  const org sim({"--objects", "3", "--tls", "--tls-cert-file", folder / "ca.pem"});
  const std::string broken = written(folder / "broken.pem", "no certificate");
  const auto at = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"-q", "--retries", "0"});
    return sim.harvest(folder / "lib", std::move(more));
  };
  const auto elsewhere = [&](const std::string& url) {
    return std::vector<std::string>{"harvest", "--instance-url", url, "-q", "--retries", "0", "-o", folder / "lib"};
  };
  check(
      {
          {"token", at({"--ca-file", folder / "ca.pem"}), 4, sim.url(), "get a new token"},
          {"certificate", at({}), 5, sim.url(), "check the address, and name the authority of its certificate"},
          {"no such CA file", at({"--ca-file", folder / "x.pem"}), 2, "x.pem", "name a file of PEM certificates"},
          {"broken CA file", at({"--ca-file", broken}), 2, broken, "name a file of PEM certificates"},
          {"nobody there", elsewhere(nobody_there), 5, nobody_there, "check the address, the network"},
          {"no such host", elsewhere("https://nowhere.invalid"), 5, "nowhere.invalid", "check the address, the net"},
          {"no TLS", elsewhere("https" + org({"--objects", "3"}).url().substr(4)), 5, "127.0.0.1", "check the address"},
          {"in the clear", elsewhere("http://example.org"), 2, "http://example.org", "give the org's own address"},
          {"no address", elsewhere("ftp://x"), 2, "the org's address", "give the org's own address"},
          {"a page", elsewhere("https://example.org/x"), 2, "https://example.org", "give the org's own address"},
      },
      some_token);
}

TEST_CASE("a folder that can't be made or written is exit 1, and says what to do") {
  const temporary_folder folder;
  const std::string file = written(folder / "file", "mine");
  std::filesystem::create_directories(folder / "database");
  written(folder / "database/library.db", std::string(5000, 'x'));
  std::filesystem::create_directories(folder / "lock/library.lock");
  check(
      {
          {"a file", harvest({"-o", file}), 1, file, "check the path"},
          {"below a file", harvest({"-o", file + "/lib"}), 1, file + "/lib", "check the path"},
          {"no database", harvest({"-o", folder / "database"}), 1, "library.db", "restore the file"},
          {"a folder as lock", harvest({"-o", folder / "lock"}), 1, "library.lock", "check the path"},
          {"log", harvest({"-o", folder / "lib", "--log-file", file + "/log"}), 1, file + "/log",
           "make the folder wri"},
      },
      some_token);
  CHECK(text_of(file) == "mine");
  CHECK(json_of(folder / "lib/summary.json").at("exit_code") == 1);
}

TEST_CASE("a folder of somebody else's is exit 1 for a user without rights") {
  if (::geteuid() != 0) {
    MESSAGE("left out: only root can become another user");
    return;
  }
  const temporary_folder folder;
  constexpr uid_t nobody = 65534;
  // What is started inherits it.
  REQUIRE(::seteuid(nobody) == 0);
  const std::string lib = folder / "lib";  // the folder above it is root's alone
  check({{"root's", harvest({"-o", lib}), 1, lib, "make the folder writable for this user"}}, some_token);
  REQUIRE(::seteuid(0) == 0);
}

TEST_CASE("an orgsim that can't start is exit 2, and says why") {
  const temporary_folder folder;
  const org sim({"--objects", "3"});
  const std::string port = sim.url().substr(sim.url().rfind(':') + 1);
  const std::string broken = written(folder / "broken.json", "{\"objects\": [\n  {\"name\": }]}");
  check(
      {
          {"port", {"orgsim", "--port", port}, 2, "127.0.0.1:" + port, "choose another --port, or 0 for any"},
          {"no port", {"orgsim", "--port", "70000"}, 2, "--port", "see --help"},
          {"objects", {"orgsim", "--objects", "0"}, 2, "--objects", "see --help"},
          {"no schema", {"orgsim", "--schema", folder / "none.json"}, 2, "none.json", "--schema wants a readable"},
          {"broken schema", {"orgsim", "--schema", broken}, 2, "line 2, column 12", "--schema wants"},
      },
      {});
}
