// No law: a window and, where given, a pace that never change. What the best of them reaches is the oracle's figure;
// and a fixed number of workers is what most programs of this kind have.
#pragma once

#include "control/control_law.hpp"

#include <cstddef>
#include <limits>

namespace sluice::bench {

struct fixed_options {
  std::size_t window = 1;
  double pace = std::numeric_limits<double>::infinity();  ///< calls a second
  double burst = 1;
};

class fixed_law : public control_law {
 public:
  explicit fixed_law(const fixed_options& options) {
    setting_.window = options.window;
    setting_.pace = options.pace;
    setting_.burst = options.burst;
  }

  refusal ended(const completion&) override { return refusal::none; }
  [[nodiscard]] const setting& current() const override { return setting_; }

 private:
  setting setting_;
};

}  // namespace sluice::bench
