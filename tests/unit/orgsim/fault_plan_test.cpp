#include "orgsim/behaviour/fault_plan.hpp"

#include "tests/unit/orgsim/asked.hpp"

#include <map>
#include <string>

#include <doctest/doctest.h>

using namespace orgsim_test;
using namespace sluice::orgsim;
using namespace std::chrono_literals;

namespace {

profile with(std::vector<fault_profile> faults) {
  profile p;
  p.faults = std::move(faults);
  return p;
}

std::string name_of_fault(fault_plan& plan, const asking& a, sim_time now = 0s) {
  const auto f = plan.of_call(a, now);
  return f ? fault_name(*f) : "";
}

}  // namespace

TEST_CASE("shares of faults add up, and each gets its own") {
  fault_plan plan(with({{.share = 0.1}, {.share = 0.1, .status = 503}}), 1);
  std::map<std::string, int> seen;
  for (std::uint64_t question = 0; question < 10'000; ++question) ++seen[name_of_fault(plan, asked(question))];
  CHECK(seen["error_500"] == doctest::Approx(1000).epsilon(0.12));
  CHECK(seen["error_503"] == doctest::Approx(1000).epsilon(0.12));
}

TEST_CASE("the faults of a question do not depend on the order of others") {
  const profile p = with({{.share = 0.5}});
  fault_plan upwards(p, 1);
  fault_plan downwards(p, 1);
  fault_plan another_seed(p, 2);
  std::map<std::uint64_t, std::string> up;
  std::map<std::uint64_t, std::string> down;
  std::map<std::uint64_t, std::string> other;
  for (std::uint64_t i = 0; i < 100; ++i) {
    up[i] = name_of_fault(upwards, asked(i / 2, i % 2));
    down[99 - i] = name_of_fault(downwards, asked((99 - i) / 2, (99 - i) % 2));
    other[i] = name_of_fault(another_seed, asked(i / 2, i % 2));
  }
  CHECK(up == down);
  CHECK(up != other);
}

TEST_CASE("faults come by number: the first, every n-th, a stretch, and the first askings of each question") {
  const auto pattern = [](const fault_profile& f) {
    fault_plan plan(with({f}), 1);
    std::string out;
    for (std::uint32_t i = 0; i < 8; ++i) out += name_of_fault(plan, asked(i % 4, i / 4)).empty() ? '.' : 'x';
    return out;
  };
  CHECK(pattern({.first = 3}) == "xxx.....");
  CHECK(pattern({.every = 3}) == "..x..x..");
  CHECK(pattern({.from_call = 3, .to_call = 5}) == "..xxx...");
  CHECK(pattern({.first_askings = 1}) == "xxxx....");
}

TEST_CASE("a fault keeps to its kind of call and to its time") {
  fault_plan plan(with({{.on = "query", .first = 1}, {.share = 1, .after_s = 10, .until_s = 20, .status = 502}}), 1);
  CHECK(name_of_fault(plan, asked(1)).empty());
  CHECK(name_of_fault(plan, asked(1, 0, call_kind::query)) == "error_500");
  CHECK(name_of_fault(plan, asked(1), 10s) == "error_502");
  CHECK(name_of_fault(plan, asked(1), 20s).empty());
}

TEST_CASE("refused connections and aborted handshakes strike connections, never calls") {
  fault_plan plan(with({{.form = fault_form::refused, .share = 1}}), 1);
  CHECK(name_of_fault(plan, asked(1)).empty());
  CHECK(plan.of_connection(0s)->form == fault_form::refused);
}
