#include "bench/control/truth.hpp"

#include "bench/control/oracle.hpp"
#include "bench/control/sim_org.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/core.h>

namespace sluice::bench {
namespace {
using limits = std::vector<binding>;

// 40 calls at once, 100 ms each, and no spread: 400 a second.
scenario org_of_40() {
  scenario s;
  s.org.capacity.servers = 40;
  for (auto& service : s.org.service) service.median_ms = 100;
  s.load.mixes.push_back({.weights = std::vector<double>(orgsim::call_kind_names.size(), 1)});
  return s;
}

limits truth_at(const scenario& s, double at_s) {
  return binding_truth(s, course_of(s), at_s);
}

TEST_CASE("the least limit binds, and one that is alike") {
  scenario s = org_of_40();
  CHECK(truth_at(s, 1) == limits{binding::queueing});
  s.org.rate.calls_per_minute = 60 * 395;
  CHECK(truth_at(s, 1) == limits{binding::queueing, binding::rate});
  s.org.rate.calls_per_minute = 60 * 100;
  CHECK(truth_at(s, 1) == limits{binding::rate});
}

TEST_CASE("a cap over what the servers serve doesn't bind, one below does") {
  scenario s = org_of_40();
  s.org.in_flight.cap = 60;
  CHECK(truth_at(s, 1) == limits{binding::queueing});
  CHECK(capacity_at(s, course_of(s), 1).per_second == doctest::Approx(400));
  s.org.in_flight.cap = 20;
  CHECK(truth_at(s, 1) == limits{binding::concurrency});
  CHECK(capacity_at(s, course_of(s), 1).per_second == doctest::Approx(200));
}

TEST_CASE("no truth is told of a cap on calls that run long") {
  scenario s = org_of_40();
  s.org.in_flight = {.cap = 20, .form = orgsim::cap_form::long_running};
  CHECK(truth_at(s, 1).empty());
}

TEST_CASE("neighbours bind while they are there") {
  scenario s = org_of_40();
  s.org.changes = {{.at_s = 10, .others_per_minute = 6000}, {.at_s = 20, .others_per_minute = 0}};
  CHECK(truth_at(s, 5) == limits{binding::queueing});
  CHECK(truth_at(s, 15) == limits{binding::queueing, binding::neighbours});
  CHECK(truth_at(s, 25) == limits{binding::queueing});
}

TEST_CASE("each client brings its own work, core and ceiling; the others are its neighbours") {
  scenario s = org_of_40();
  s.load.trickle_per_second = 150;
  CHECK(truth_at(s, 1) == limits{binding::work});
  s.load.starts_s = {0, 10, 10};
  CHECK(truth_at(s, 1) == limits{binding::work});
  CHECK(truth_at(s, 11) == limits{binding::queueing, binding::neighbours});
  s.load.trickle_per_second.reset();
  s.load.client_ms = 10;
  CHECK(truth_at(s, 1) == limits{binding::client});
  s.load.client_ms = 5;
  CHECK(truth_at(s, 11) == limits{binding::queueing, binding::neighbours});
}

TEST_CASE("what is known of other scenarios and seeds is kept, and what belongs to none is forgotten") {
  const auto file = std::filesystem::temp_directory_path() / "sluice-oracle-test.txt";
  scenario s = org_of_40();
  scenario other = s;
  s.fingerprint = "a";
  other.fingerprint = "b";
  s.load.run_s = 2;
  {
    oracle empty(file.string());
    static_cast<void>(empty.of(s, 1));
    static_cast<void>(empty.of(s, 21));
    scenario gone = s;
    gone.fingerprint = "c";
    static_cast<void>(empty.of(gone, 1));
    empty.keep({s, other, gone});
  }
  {
    oracle read(file.string());
    static_cast<void>(read.of(other, 1));
    read.keep({s, other});
  }
  std::ifstream kept(file);
  std::vector<std::string> keys;
  for (std::string fingerprint, seed, rest; kept >> fingerprint >> seed && std::getline(kept, rest);) {
    keys.push_back(fmt::format("{} {}", fingerprint, seed));
  }
  std::filesystem::remove(file);
  CHECK(keys == std::vector<std::string>{"a 1", "a 21", "b 1"});
}

TEST_CASE("a short run is compared with one that doubles from its start to the knee") {
  scenario s = org_of_40();
  s.cls = "short";
  s.fingerprint = "short";
  s.load.calls = 200;
  s.load.run_s = 60;
  const best_known b = oracle("/nowhere").of(s, 1);
  // 10, 20 and 40 calls in a tenth of a second each, then 400 a second.
  CHECK(b.doubling == doctest::Approx(200 / 0.7).epsilon(0.05));
  CHECK(b.per_second > b.doubling);
}
}  // namespace
}  // namespace sluice::bench
