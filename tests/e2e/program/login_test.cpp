// How the program comes by its session: the sf CLI in its newer and older forms, and what a refusal of it costs.
#include "tests/e2e/program/org.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

using namespace sluice::e2e;

namespace {

/// A program that answers as the sf CLI does, and tells in `calls` how it was started.
std::string sf_that_answers(const temporary_folder& folder, const std::string& display, const std::string& show) {
  const std::string file = folder / "sf";
  std::ofstream script(file);
  script << "#!/bin/sh\n"
         << "echo \"$@\" >> '" << (folder / "calls") << "'\n"
         << "env >> '" << (folder / "environment") << "'\n"
         << "case \"$2\" in\n"
         << "display) " << display << ";;\n"
         << "auth) " << show << ";;\n"
         << "esac\n";
  script.close();
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  return file;
}

std::string says(const std::string& json) {
  return "echo '" + json + "'";
}

std::string shown(const org& sim, const std::string& token) {
  return says(R"({"status":0,"result":{"accessToken":")" + token + R"(","instanceUrl":")" + sim.url() +
              R"(/","username":"me@example.com"},"warnings":[]})");
}

std::vector<std::string> harvest_by(const std::string& sf, const temporary_folder& folder) {
  return {"harvest", "--sf-path", sf, "--target-org", "MyOrg", "-o", folder / "lib", "--progress", "none", "-q"};
}

}  // namespace

TEST_CASE("the sf CLI's session is used, in one question where it tells the token") {
  const temporary_folder folder;
  const org sim({"--objects", "3"});
  const auto sf = sf_that_answers(folder, shown(sim, sim.token()), "exit 1");
  const auto end = run(harvest_by(sf, folder), {{"SLUICE_ACCESS_TOKEN", "another"}});
  CHECK_MESSAGE(end.exit_code == 0, end.err);
  CHECK(text_of(folder / "calls") == "org display --target-org MyOrg --json\n");
  CHECK(text_of(folder / "environment").find("SLUICE_") == std::string::npos);
}

TEST_CASE("a newer sf CLI, which redacts the token, is asked a second time") {
  const temporary_folder folder;
  const org sim({"--objects", "3"});
  const auto sf = sf_that_answers(folder, shown(sim, "[REDACTED] Use show-access-token"),
                                  says(R"({"status":0,"result":{"accessToken":")" + sim.token() + R"("}})"));
  const auto end = run(harvest_by(sf, folder), {});
  CHECK_MESSAGE(end.exit_code == 0, end.err);
  CHECK(text_of(folder / "calls") ==
        "org display --target-org MyOrg --json\norg auth show-access-token --target-org MyOrg --json\n");
}

TEST_CASE("without a named org SF_ORG_ALIAS counts, then the sf CLI's default org") {
  const temporary_folder folder;
  const org sim({"--objects", "3"});
  const auto sf = sf_that_answers(folder, shown(sim, sim.token()), "exit 1");
  const std::vector<std::string> harvest{"harvest", "--sf-path", sf, "-o", folder / "lib", "--progress", "none", "-q"};
  CHECK(run(harvest, {{"SF_ORG_ALIAS", "Nightly"}}).exit_code == 0);
  CHECK(run(harvest, {{"SF_ORG_ALIAS", ""}}).exit_code == 0);
  CHECK(text_of(folder / "calls") == "org display --target-org Nightly --json\norg display --json\n");
}

TEST_CASE("what the sf CLI refuses is told with its words") {
  const temporary_folder folder;
  const auto unknown = sf_that_answers(
      folder,
      says(
          R"({"name":"NamedOrgNotFoundError","message":"No authorization information found for MyOrg.","exitCode":2})") +
          "; exit 2",
      "exit 1");
  const auto no_such = run(harvest_by(unknown, folder), {});
  CHECK(no_such.exit_code == 2);
  CHECK_MESSAGE(no_such.err.find("No authorization information found") != std::string::npos, no_such.err);
  CHECK(no_such.err.find("MyOrg") != std::string::npos);

  const auto expired = sf_that_answers(
      folder,
      says(R"({"name":"RefreshTokenAuthError","message":"expired access/refresh token","status":1})") + "; exit 1",
      "exit 1");
  const auto refused = run(harvest_by(expired, folder), {});
  CHECK(refused.exit_code == 4);
  CHECK_MESSAGE(refused.err.find("expired access/refresh token") != std::string::npos, refused.err);

  const auto garbled = sf_that_answers(folder, "echo not json", "exit 1");
  CHECK(run(harvest_by(garbled, folder), {}).exit_code == 4);
}
