// Work that falls into parts which know nothing of one another, on all cores.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace sluice::bench {

/// Calls `work` with each number below `parts`, from several threads at once; returns when all have ended.
template <class Work>
void on_all_cores(std::size_t parts, const Work& work) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> crew;
  for (unsigned n = 0; n < std::max(1U, std::thread::hardware_concurrency()); ++n) {
    crew.emplace_back([&] {
      for (std::size_t i = next++; i < parts; i = next++) work(i);
    });
  }
}

}  // namespace sluice::bench
