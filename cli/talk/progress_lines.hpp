// When a progress line is due where lines can't be drawn anew: one an interval or every so much of the way, whichever
// is rarer. Pure.
#pragma once

#include <chrono>
#include <cstddef>

namespace sluice {

class progress_lines {
 public:
  progress_lines(std::chrono::seconds interval, double share) : interval_(interval), share_(share) {}

  /// `elapsed` of the run, `done` of `total` objects.
  [[nodiscard]] bool due(std::chrono::duration<double> elapsed, std::size_t done, std::size_t total);

 private:
  std::chrono::duration<double> interval_;
  double share_;
  std::chrono::duration<double> last_{0};
  std::size_t last_done_ = 0;
};

}  // namespace sluice
