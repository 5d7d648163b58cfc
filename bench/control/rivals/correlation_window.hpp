// How two series go together over their last values, as failsafe-go 5759a5e keeps it (internal/util/windows.go): 0
// while there are fewer than ten pairs or either series varies by less than 1 %.
#pragma once

#include <cstddef>
#include <deque>
#include <utility>

namespace sluice::bench {

class correlation_window {
 public:
  explicit correlation_window(std::size_t size) : size_(size) {}

  struct figures {
    double correlation = 0;
    double y_variation = 0;  ///< standard deviation of y over its mean; 0 before ten pairs
  };
  figures add(double x, double y);

 private:
  std::size_t size_;
  std::deque<std::pair<double, double>> pairs_;
};

}  // namespace sluice::bench
