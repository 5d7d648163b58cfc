// What a run's metrics do for whoever scrapes them, and that nothing about them can spoil the run.
#include "tests/e2e/program/org.hpp"
#include "tests/e2e/program/scraped.hpp"

#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

using namespace sluice::e2e;

namespace {

/// A port of this machine that somebody listens on, and never answers.
class taken_port {
 public:
  explicit taken_port(std::uint16_t wanted = 0) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(wanted);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    // Where the wanted one can't be had, somebody else holds it, and that is all that is wanted.
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&at), size) == 0) ::listen(socket_, 8);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &size);
    address_ = "127.0.0.1:" + std::to_string(ntohs(at.sin_port));
  }
  ~taken_port() { ::close(socket_); }
  taken_port(const taken_port&) = delete;
  taken_port& operator=(const taken_port&) = delete;
  [[nodiscard]] const std::string& address() const { return address_; }

 private:
  int socket_;
  std::string address_;
};

bool has(const std::string& text, std::string_view line) {
  return text.find("\n" + std::string(line) + "\n") != std::string::npos;
}

const std::string slow = "[service]\nmedian_ms = 50\n[capacity]\nservers = 1\n";

}  // namespace

TEST_CASE("a run serves its metrics while it goes, tells how the one before ended, and holds no secret in them") {
  const temporary_folder folder;
  const org sim({"--objects", "60", "--profile", written(folder / "slow.toml", slow)});
  const std::vector<std::string> where{"-q", "--metrics-listen", "127.0.0.1:0", "--org-name", "night \"run\""};
  auto first = where;
  first.insert(first.end(), {"--max-objects", "3"});
  for (int i = 0; i < 3; ++i) REQUIRE(run(sim.harvest(folder / "lib", first), sim.with_token()).exit_code == 0);

  auto second = where;
  second.insert(second.end(), {"--log-file", folder / "second.log"});
  process harvest(sim.harvest(folder / "lib", second), sim.with_token());
  const std::string text = fetched(metrics_address(harvest, folder / "second.log"));
  const std::string org_label = R"({org="night \"run\"")";
  CHECK(has(text, "sluice_run_in_progress" + org_label + "} 1"));
  CHECK(has(text, "sluice_last_run_outcome" + org_label + ",outcome=\"success\"} 1"));
  CHECK(has(text, "sluice_last_run_objects" + org_label + ",state=\"done\"} 3"));
  CHECK(text.find("\nsluice_run_expected_duration_seconds" + org_label + "} ") != std::string::npos);
  CHECK(text.find(sim.token()) == std::string::npos);
  harvest.signal(SIGTERM);
  CHECK(harvest.wait().exit_code == 143);
}

TEST_CASE("a taken metrics port is exit 2 where the user named it, and else the next free one") {
  const temporary_folder folder;
  const org sim({"--objects", "3"});
  const taken_port named;
  const auto refused = run(sim.harvest(folder / "lib", {"-q", "--metrics-listen", named.address()}), sim.with_token());
  CHECK(refused.exit_code == 2);
  CHECK_MESSAGE(refused.err.find(named.address()) != std::string::npos, refused.err);
  CHECK_MESSAGE(refused.err.find("--metrics-listen") != std::string::npos, refused.err);
  CHECK(json_of(folder / "lib/summary.json").at("exit_code") == 2);

  const taken_port usual(9464);
  const auto moved = run(sim.harvest(folder / "lib"), sim.with_token());
  CHECK(moved.exit_code == 0);
  CHECK_MESSAGE(moved.err.find("since 9464 is taken") != std::string::npos, moved.err);
}

TEST_CASE("a Pushgateway that hangs or refuses changes no exit code and is named in the log, without its password") {
  const temporary_folder folder;
  const org sim({"--objects", "3"});
  const taken_port hangs;
  for (const std::string& at : {hangs.address(), std::string("127.0.0.1:1")}) {
    const auto end =
        run(sim.harvest(folder / "lib", {"-q", "--metrics-push", "http://me:hidden@" + at}), sim.with_token());
    CHECK(end.exit_code == 0);
    const std::string log = text_of(folder / "lib/sluice.log");
    CHECK_MESSAGE(log.find("http://" + at + ": the Pushgateway did not take the metrics") != std::string::npos, log);
    CHECK(log.find("hidden") == std::string::npos);
  }
}
