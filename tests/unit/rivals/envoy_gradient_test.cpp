// envoyproxy/envoy 054694f, test/extensions/filters/http/adaptive_concurrency/controller/gradient_controller_test.cc.
// Its timers go off between the calls; ours is looked at when the next call ends.
#include "bench/control/rivals/envoy_gradient.hpp"

#include "tests/unit/rivals/ended_call.hpp"

#include <doctest/doctest.h>

namespace sluice::bench {
namespace {
class controller {
 public:
  explicit controller(const envoy_options& options) : options_(options), law_(options) {}

  std::size_t limit() const { return law_.current().window; }
  void call(double round_trip_s) {
    law_.ended(ended_call{.at_s = at_s_, .round_trip_s = round_trip_s}.as_completion());
  }
  void calls(std::size_t n, double round_trip_s) {
    for (std::size_t i = 0; i < n; ++i) call(round_trip_s);
  }
  void measure(double round_trip_s) { calls(options_.measured_calls, round_trip_s); }
  void wait(double s) { at_s_ += s; }
  /// The limit after an interval of five calls.
  std::size_t interval(double round_trip_s) {
    calls(4, round_trip_s);
    wait(0.101);
    call(round_trip_s);
    return limit();
  }

 private:
  envoy_options options_;
  envoy_gradient law_;
  double at_s_ = 42.0 * 3600;
};

envoy_options of_the_tests(std::size_t min, double buffer) {
  return {.min = min, .buffer = buffer, .jitter = 0, .measured_calls = 5};
}

TEST_CASE("the limit is the least until 50 calls have told the least round trip") {
  controller c({.min = 7, .jitter = 0});
  for (int i = 0; i < 50; ++i) {
    CHECK(c.limit() == 7);
    c.call(0.013);
  }
  CHECK(c.interval(0.013) > 7);
}

TEST_CASE("the limit grows by its headroom while round trips stay within the buffer") {
  controller c(of_the_tests(3, 0.5));
  c.measure(0.005);
  for (int i = 0; i < 10; ++i) {
    const std::size_t before = c.limit();
    CHECK(c.interval(0.006) > before);
  }
}

TEST_CASE("the limit at most doubles but for its headroom, and shrinks when round trips are longer") {
  controller c(of_the_tests(7, 0.1));
  c.measure(0.005);
  for (int i = 0; i < 10; ++i) {
    const std::size_t before = c.limit();
    const std::size_t now = c.interval(0.004);
    CHECK(now >= before);
    CHECK(static_cast<double>(before) / static_cast<double>(now) >= 0.5);
  }
  for (int i = 0; i < 10; ++i) {
    const std::size_t before = c.limit();
    CHECK(c.interval(0.006) < before);
    CHECK(c.limit() >= 7);
  }
}

TEST_CASE("after 30 s it measures at the least limit, and then goes back to the one before") {
  controller c(of_the_tests(3, 0.25));
  c.measure(0.005);
  c.wait(1);
  for (int i = 0; i < 5; ++i) c.interval(0.004);
  const std::size_t before = c.limit();
  c.wait(31);
  c.call(0.004);
  CHECK(c.limit() == 3);
  c.wait(1);
  for (int i = 0; i < 5; ++i) {
    CHECK(c.limit() == 3);
    c.call(0.013);
  }
  CHECK(c.limit() == before);
}

TEST_CASE("calls sent before a measurement are none of its samples") {
  controller c(of_the_tests(3, 0.25));
  c.measure(0.005);
  c.wait(31);
  c.call(0.005);
  c.calls(100, 300);
  CHECK(c.limit() == 3);
  c.wait(1);
  c.calls(5, 0.005);
  CHECK(c.interval(0.005) > 3);
}

TEST_CASE("five intervals at the least limit make it measure again") {
  controller c(of_the_tests(7, 0));
  c.measure(0.005);
  for (int i = 0; i < 8; ++i) c.interval(0.010);
  c.wait(1);
  c.measure(0.010);
  std::size_t before = c.limit();
  for (int i = 0; i < 10; ++i) {
    CHECK(c.interval(0.010) >= before);
    before = c.limit();
  }
  CHECK(c.limit() > 7);
}
}  // namespace
}  // namespace sluice::bench
