// Nothing that opens an org is to be found anywhere but in the program's memory: not in what others can read of the
// process, not in what it prints, not in any file it leaves, however the run ends.
#include "tests/e2e/program/org.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace sluice::e2e;

namespace {

/// An org, and every way to log in to it, each with the secrets that it uses.
class guarded_org {
 public:
  explicit guarded_org(const temporary_folder& folder, const std::string& profile)
      : org_({"--objects", "12", "--profile", profile, "--credentials-file", folder / "credentials"}) {
    const auto told = json_of(folder / "credentials").as_object();
    for (const char* name : {"access_token", "client_secret", "refresh_token", "jwt_private_key"}) {
      const std::string secret(told.at(name).as_string());
      std::ofstream(folder / name) << secret;
      secrets_.push_back(secret.substr(secret.size() / 3, 40));
    }
    const std::string id(told.at("client_id").as_string());
    const auto by_app = [&](std::vector<std::string> more) {
      more.insert(more.end(), {"--client-id", id, "--login-url", org_.url()});
      return more;
    };
    ways_ = {{"--instance-url", org_.url()},
             {"--instance-url", org_.url(), "--access-token-file", folder / "access_token"},
             by_app({"--client-secret-file", folder / "client_secret"}),
             by_app({"--client-secret-file", folder / "client_secret", "--refresh-token-file", folder / "refresh_token",
                     "--token-state", folder / "state"}),
             by_app({"--jwt-key-file", folder / "jwt_private_key", "--username",
                     std::string(told.at("username").as_string())})};
  }

  [[nodiscard]] const org& itself() const { return org_; }
  [[nodiscard]] const std::vector<std::vector<std::string>>& ways() const { return ways_; }

  void check_free_of_secrets(const std::string& where, const std::string& text) const {
    INFO(where);
    for (const std::string& secret : secrets_) CHECK(text.find(secret) == std::string::npos);
    // Whatever token a login has brought begins with the organisation's id, and an assertion with this.
    CHECK(text.find(org_.token().substr(0, org_.token().find('!') + 1)) == std::string::npos);
    CHECK(text.find("eyJhbGciOi") == std::string::npos);
  }

 private:
  org org_;
  std::vector<std::vector<std::string>> ways_;
  std::vector<std::string> secrets_;
};

std::vector<std::string> harvest(std::vector<std::string> login, const std::string& folder) {
  login.insert(login.begin(), "harvest");
  login.insert(login.end(), {"-v", "-o", folder, "--metrics-textfile", folder + ".prom", "--progress", "plain",
                             "--with-automation", "--with-stats", "--workers", "4", "--retries", "0"});
  return login;
}

/// Every regular file under the folder, the hidden ones too.
std::vector<std::filesystem::path> files_under(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::exists(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

void check_traces(const guarded_org& guarded, const std::string& folder, const ended_process& end) {
  guarded.check_free_of_secrets("standard output", end.out);
  guarded.check_free_of_secrets("standard error", end.err);
  for (const auto& file : files_under(folder)) guarded.check_free_of_secrets(file.string(), text_of(file.string()));
  guarded.check_free_of_secrets("the textfile", text_of(folder + ".prom"));
}

std::string of_process(const process& p, const std::string& file) {
  return text_of("/proc/" + std::to_string(p.pid()) + "/" + file);
}

/// Until the log tells that it has logged in and begins with its objects.
void wait_until_at_work(const process& p, const std::string& log) {
  while (p.running() && text_of(log).find("objects to harvest") == std::string::npos) {
  }
}

unsigned mode_of(const std::filesystem::path& path) {
  struct stat facts {};
  REQUIRE(::stat(path.c_str(), &facts) == 0);
  return facts.st_mode & 0777U;
}

}  // namespace

TEST_CASE("a good run leaves no secret anywhere, whatever it logs in with") {
  const temporary_folder folder;
  const guarded_org guarded(folder, "instant");
  for (std::size_t i = 0; i < guarded.ways().size(); ++i) {
    CAPTURE(i);
    const std::string lib = folder / ("lib" + std::to_string(i));
    const auto end = run(harvest(guarded.ways()[i], lib), guarded.itself().with_token());
    REQUIRE_MESSAGE(end.exit_code == 0, end.err);
    check_traces(guarded, lib, end);
  }
}

TEST_CASE("a refused login leaves no secret anywhere") {
  const temporary_folder folder;
  const guarded_org guarded(folder, "instant");
  const org other({"--objects", "3", "--seed", "99"});
  for (std::size_t i = 0; i < guarded.ways().size(); ++i) {
    CAPTURE(i);
    auto login = guarded.ways()[i];
    for (auto& word : login) {
      if (word == guarded.itself().url()) word = other.url();
    }
    const std::string lib = folder / ("lib" + std::to_string(i));
    const auto end = run(harvest(login, lib), guarded.itself().with_token());
    CHECK(end.exit_code == 4);
    check_traces(guarded, lib, end);
  }
}

TEST_CASE("a running process shows no secret to others, and a killed one leaves none") {
  const temporary_folder folder;
  const guarded_org guarded(folder, "steady");
  for (std::size_t i = 0; i < guarded.ways().size(); ++i) {
    CAPTURE(i);
    const std::string lib = folder / ("lib" + std::to_string(i));
    const bool from_environment = i == 0;
    process running(harvest(guarded.ways()[i], lib), from_environment ? guarded.itself().with_token() : environment{});
    wait_until_at_work(running, lib + "/sluice.log");
    guarded.check_free_of_secrets("arguments", of_process(running, "cmdline"));
    guarded.check_free_of_secrets("environment", of_process(running, "environ"));
    REQUIRE(running.running());
    running.signal(SIGKILL);
    check_traces(guarded, lib, running.wait());
  }
}

TEST_CASE("a run that crashes leaves no core, even where the system would write one") {
  const temporary_folder folder;
  rlimit before{};
  ::getrlimit(RLIMIT_CORE, &before);
  const rlimit any{.rlim_cur = before.rlim_max, .rlim_max = before.rlim_max};
  ::setrlimit(RLIMIT_CORE, &any);
  const org sim({"--objects", "12", "--profile", "steady"});
  for (const int signal : {SIGABRT, SIGSEGV}) {
    const std::string lib = folder / ("lib" + std::to_string(signal));
    process running(sim.harvest(lib, {"-q", "--workers", "1"}), sim.with_token());
    wait_until_at_work(running, lib + "/sluice.log");
    const std::string limits = of_process(running, "limits");
    CHECK_MESSAGE(limits.find("Max core file size        0                    0 ") != std::string::npos, limits);
    running.signal(signal);
    const auto end = running.wait();
    CHECK(end.exit_code == 128 + signal);
    CHECK_FALSE(end.left_core);
  }
  ::setrlimit(RLIMIT_CORE, &before);
}

TEST_CASE("all that a run writes is its owner's alone, also without a umask") {
  const temporary_folder folder;
  const org sim({"--objects", "12", "--profile", "steady"});
  const std::string lib = folder / "new/lib";
  const mode_t before = ::umask(0);
  process running(sim.harvest(lib, {"-q", "--workers", "8", "--log-file", folder / "new/run.log"}), sim.with_token());
  ::umask(before);
  wait_until_at_work(running, folder / "new/run.log");
  for (const std::string name : {"library.db", "library.db-wal", "library.db-shm", "library.lock", "series.csv"}) {
    INFO(name);
    CHECK(mode_of(std::filesystem::path(lib) / name) == 0600);
  }
  const auto end = running.wait();
  REQUIRE_MESSAGE(end.exit_code == 0, end.err);
  CHECK(mode_of(folder / "new") == 0700);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "new")) {
    INFO(entry.path().string());
    CHECK(mode_of(entry.path()) == (entry.is_directory() ? 0700 : 0600));
  }
  CHECK(std::filesystem::exists(lib + "/objects"));
}
