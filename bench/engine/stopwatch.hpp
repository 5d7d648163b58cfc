// What a measured client says of itself: calls, seconds, and the processor seconds of the whole process, on one line.
#pragma once

#include <chrono>
#include <cstddef>
#include <ctime>
#include <iostream>

namespace sluice {

class stopwatch {
 public:
  void tell(std::size_t calls) const {
    const double cpu_s = cpu() - cpu_s_;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
    std::cout << calls << ' ' << took.count() << ' ' << cpu_s << '\n';
  }

 private:
  static double cpu() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
  }

  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  double cpu_s_ = cpu();
};

}  // namespace sluice
