#include "control/calm_window.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sluice {

namespace {
constexpr double memory = 0.3;          // of a round
constexpr double near_the_floor = 0.4;  // in ln(latency)
constexpr double floor_errors = 2;
constexpr double forgotten_per_s = 0.1 / 60;  // of the floor
}  // namespace

void calm_window::heard(double level, double error, std::size_t window, time_point now) {
  const double part = std::max(memory, 1 / static_cast<double>(++rounds_));
  level_ += part * (level - level_);
  error_ = std::hypot((1 - part) * error_, part * error);
  const double doubt = floor_errors * error_;
  const double forgotten = last_ ? forgotten_per_s * seconds(now - *last_) : 0;
  floor_ = last_ ? std::min(floor_ + forgotten, level_ + doubt) : level_ + doubt;
  last_ = now;
  calm_ = level_ <= floor_ + near_the_floor + doubt;
  if (calm_) largest_ = std::max(largest_, static_cast<double>(window));
}

double calm_window::most() const {
  return calm_ ? std::numeric_limits<double>::infinity() : largest_;
}

}  // namespace sluice
