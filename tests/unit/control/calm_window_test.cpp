#include "control/calm_window.hpp"

#include <cmath>

#include <doctest/doctest.h>

namespace sluice {
namespace {
using namespace std::chrono_literals;

struct run {
  calm_window calm;
  time_point now = time_point(1h);
  void rounds(int n, double level, std::size_t window) {
    for (int i = 0; i < n; ++i) calm.heard(level, 0.03, window, now += 200ms);
  }
};

TEST_CASE("while the org is near its best a window may grow, while it is much slower not past what was held before") {
  run r;
  r.rounds(20, 0, 40);
  CHECK(std::isinf(r.calm.most()));
  r.rounds(20, std::log(3.0), 40);
  CHECK(r.calm.most() == 40);
  r.rounds(20, 0.1, 40);
  CHECK(std::isinf(r.calm.most()));
}

TEST_CASE("an org that is slower for good is taken as it is, after some minutes") {
  run r;
  r.rounds(20, 0, 40);
  r.rounds(100, std::log(2.0), 40);
  CHECK(r.calm.most() == 40);
  r.rounds(20 * 60, std::log(2.0), 40);
  CHECK(std::isinf(r.calm.most()));
}
}  // namespace
}  // namespace sluice
