// palantir/dialogue 6291a1d: CautiousIncreaseAggressiveDecreaseConcurrencyLimiterTest, and of simulation/SimulationTest
// the one big spike, whose figures are in simulation/src/test/resources/report.md.
#include "bench/control/rivals/dialogue_limiter.hpp"

#include "tests/unit/rivals/ended_call.hpp"
#include "tests/unit/rivals/published_run.hpp"

#include <doctest/doctest.h>

namespace sluice::bench {
namespace {
dialogue_limiter after(const ended_call& c) {
  dialogue_limiter law({});
  law.ended(c.as_completion());
  return law;
}

TEST_CASE("a success adds one part of the limit, if nine tenths of it were in flight") {
  CHECK(after({.in_flight = 20}).host_limit() == doctest::Approx(20.05));
  CHECK(after({.in_flight = 18}).endpoint_limit() == doctest::Approx(20.05));
  CHECK(after({.in_flight = 17}).host_limit() == 20);
  CHECK(after({.in_flight = 20}).current().window == 20);
}

TEST_CASE("429 is the endpoint's, 503 and a lost connection the host's, and takes a tenth") {
  const dialogue_limiter endpoint = after({.result = a_429});
  CHECK(endpoint.endpoint_limit() == 18);
  CHECK(endpoint.host_limit() == 20);
  CHECK(endpoint.current().window == 18);
  const dialogue_limiter host = after({.result = a_503});
  CHECK(host.endpoint_limit() == 20);
  CHECK(host.host_limit() == 18);
  CHECK(after({.result = {.cls = outcome_class::broken}}).host_limit() == 18);
  CHECK(after({.result = {.cls = outcome_class::broken, .status = 500}}).endpoint_limit() == 18);
}

// Two nodes share 1000 calls evenly there; this is one of them.
TEST_CASE("a spike of calls at a server that refuses above 100 at once is served without a refusal in 1.58 s a call") {
  const auto server = [](const server_load& l) {
    return answer{.after_s = 0.15, .result = l.in_flight > 100 ? a_429 : outcome{}};
  };
  dialogue_limiter law({});
  const published_figures f = run_published(
      law, {.server = server, .calls = 500, .interval_s = 1.0 / 15'000, .wait_s = [](std::size_t) { return 0.25; }});
  CHECK(f.served == 500);
  CHECK(f.failed == 0);
  CHECK(f.mean_call_s == doctest::Approx(1.579726).epsilon(0.03));
}
}  // namespace
}  // namespace sluice::bench
