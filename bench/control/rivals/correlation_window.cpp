#include "bench/control/rivals/correlation_window.hpp"

#include <cmath>

namespace sluice::bench {

namespace {
constexpr std::size_t warm_up = 10;
constexpr double least_variation = 0.01;
}  // namespace

correlation_window::figures correlation_window::add(double x, double y) {
  pairs_.emplace_back(x, y);
  if (pairs_.size() > size_) pairs_.pop_front();
  if (pairs_.size() < warm_up) return {};
  const auto n = static_cast<double>(pairs_.size());
  double mean_x = 0;
  double mean_y = 0;
  for (const auto& p : pairs_) {
    mean_x += p.first / n;
    mean_y += p.second / n;
  }
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (const auto& p : pairs_) {
    xx += (p.first - mean_x) * (p.first - mean_x) / n;
    yy += (p.second - mean_y) * (p.second - mean_y) / n;
    xy += (p.first - mean_x) * (p.second - mean_y) / n;
  }
  const double y_variation = std::sqrt(yy) / mean_y;
  if (std::sqrt(xx) / mean_x < least_variation || y_variation < least_variation) return {.y_variation = y_variation};
  return {.correlation = xy / std::sqrt(xx * yy), .y_variation = y_variation};
}

}  // namespace sluice::bench
