// boto/botocore 0e6e240, tests/unit/retries/test_{adaptive,throttling}.py, and smithy-lang/smithy-rs,
// rust-runtime/aws-smithy-runtime/src/client/retries/client_rate_limiter.rs (its tests), which give the same law.
#include "bench/control/rivals/aws_adaptive.hpp"

#include "tests/unit/rivals/ended_call.hpp"
#include "tests/unit/rivals/published_run.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

namespace sluice::bench {
namespace {
void ended(aws_adaptive& law, double at_s, bool refused = false) {
  ended_call c{.at_s = at_s};
  if (refused) c.result = a_429;
  law.ended(c.as_completion());
}

TEST_CASE("measured and allowed rate go as in the project's table of attempts") {
  struct attempt {
    double at_s;
    bool refused;
    double measured;
    double allowed;
  };
  const std::vector<attempt> attempts{
      {0.2, false, 0, 0.5},
      {0.4, false, 0, 0.5},
      {0.6, false, 4.8, 0.5},
      {0.8, false, 4.8, 0.5},
      {1.0, false, 4.16, 0.5},
      {1.2, false, 4.16, 0.6912},
      {1.4, false, 4.16, 1.0976},
      {1.6, false, 5.632, 1.6384},
      {1.8, false, 5.632, 2.3328},
      {2.0, true, 4.3264, 3.02848},
      {2.2, false, 4.3264, 3.48663917347026},
      {2.4, false, 4.3264, 3.821874416040255},
      {2.6, false, 5.66528, 4.053385727709987},
      {2.8, false, 5.66528, 4.200373108479454},
      {3.0, false, 4.333056, 4.282036558348658},
      {3.2, true, 4.333056, 2.99742559084406},
      {3.4, false, 4.333056, 3.4522263943863463},
  };
  aws_adaptive law({});
  for (const attempt& a : attempts) {
    CAPTURE(a.at_s);
    ended(law, a.at_s, a.refused);
    CHECK(law.measured_rate() == doctest::Approx(a.measured).epsilon(1e-9));
    CHECK(law.allowed_rate() == doctest::Approx(a.allowed).epsilon(1e-6));
  }
}

TEST_CASE("nothing is limited before the first refusal, and everything after it") {
  aws_adaptive law({});
  for (int i = 1; i < 200; ++i) ended(law, 0.01 * i);
  CHECK(std::isinf(law.current().pace));
  ended(law, 2, true);
  CHECK(law.current().pace == doctest::Approx(0.7 * law.measured_rate()));
  for (int i = 1; i < 200; ++i) ended(law, 2 + 0.1 * i);
  CHECK(std::isfinite(law.current().pace));
}

TEST_CASE("the allowed rate is at most twice the measured one") {
  aws_adaptive law({});
  for (int i = 1; i <= 60; ++i) ended(law, 0.25 * i, i == 20);
  CHECK(law.measured_rate() == doctest::Approx(4));
  CHECK(law.allowed_rate() == doctest::Approx(8));
}

TEST_CASE("half seconds are counted by the clock") {
  aws_adaptive law({});
  for (const double at_s : {0.1, 0.2, 0.3, 0.4, 0.49}) ended(law, at_s);
  CHECK(law.measured_rate() == 0);
  ended(law, 0.5);
  CHECK(law.measured_rate() == doctest::Approx(12 * 0.8));
}

// The rate after such a burst was 5 a second for long in smithy-rs before its pull request 4632, where each waiting
// call took its tokens whether it got them or not. That was a defect, and mended; botocore's bucket never did so.
TEST_CASE("each refusal of a burst cuts the rate again, down to its floor, and the cubic brings it back within 12 s") {
  aws_adaptive law({.window = 50});
  std::size_t refused = 0;
  std::vector<double> served_at_s;
  const auto server = [&](const server_load& l) {
    if (l.at_s >= 5 && refused < 50) {
      ++refused;
      return answer{.after_s = 0.001 * static_cast<double>(refused), .result = a_429};
    }
    served_at_s.push_back(l.at_s);
    return answer{.after_s = 0.1};
  };
  const published_figures f =
      run_published(law, {.server = server, .wait_s = [](std::size_t) { return 1.0; }, .most_s = 19});
  const auto served_between = [&](double from_s, double to_s) {
    return std::count_if(served_at_s.begin(), served_at_s.end(), [=](double s) { return s > from_s && s <= to_s; });
  };
  CHECK(f.failed == 50);
  CHECK(served_between(4, 4.999) >= 400);
  CHECK(served_between(5.1, 7.1) <= 10);
  CHECK(served_between(17, 18) >= 400);
}
}  // namespace
}  // namespace sluice::bench
