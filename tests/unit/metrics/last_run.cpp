#include "metrics/last_run.hpp"

#include "metrics/exposer.hpp"
#include "tests/unit/metrics/world.hpp"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

using namespace sluice;
using sluice::test::exposed;
using sluice::test::world;

TEST_CASE("how a run ended can be read back from its note") {
  last_run last{.ended = wall_time(std::chrono::seconds(1'700'000'100)),
                .success = wall_time(std::chrono::seconds(1'700'000'000)),
                .took = std::chrono::seconds(90),
                .outcome = run_outcome::budget,
                .calls = 292};
  last.objects.by = {5, 4, 3, 2, 1};
  last.objects.total = 15;
  exposed e{.run = world().seen(), .last = last};
  e.about.org = "a \"b\"} c";
  const auto read = read_outcome(outcome_text(e.read()));
  REQUIRE(read);
  CHECK(read->ended == last.ended);
  CHECK(read->success == last.success);
  CHECK(read->took == last.took);
  CHECK(read->outcome == last.outcome);
  CHECK(read->objects.by == last.objects.by);
  CHECK(read->objects.total == 15);
  CHECK(read->calls == 292);
}

TEST_CASE("a note without a good run does not tell of one, so that a gateway keeps what it has") {
  const exposed e{.run = world().seen(), .last = last_run{.ended = wall_time(std::chrono::seconds(1'700'000'100))}};
  const std::string text = outcome_text(e.read());
  CHECK(text.find("last_success") == std::string::npos);
  REQUIRE(read_outcome(text));
  CHECK_FALSE(read_outcome(text)->success);
}

TEST_CASE("what is no note tells no run") {
  CHECK_FALSE(read_outcome(""));
  CHECK_FALSE(read_outcome("sluice_last_run_timestamp_seconds{org=\"x\"} nonsense\n"));
}

TEST_CASE("an address to listen on is HOST:PORT") {
  REQUIRE(read_listen_address("127.0.0.1:9464").has_value());
  CHECK(read_listen_address("localhost:0")->host == "localhost");
  CHECK(read_listen_address("127.0.0.1:9464")->port == 9464);
  for (const char* wrong :
       {"", "9464", ":9464", "host:", "host:x", "host:70000", "host:-1", "::1:9464", "[::1]:9464"}) {
    CAPTURE(wrong);
    const auto read = read_listen_address(wrong);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == exit_code::bad_usage);
  }
}

TEST_CASE("docs/metrics.md holds the table of families as it is") {
  std::ifstream in(SLUICE_SOURCE_FOLDER "/docs/metrics.md");
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  CHECK_MESSAGE(page.find(describe_families()) != std::string::npos, "make it anew: see the head of docs/metrics.md");
}
