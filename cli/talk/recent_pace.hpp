// What a run did of late: its calls a second, how many workers it had, and from its objects how long the rest will
// take. Made of samples of its figures. Pure; bounded.
#pragma once

#include "metrics/figures.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace sluice {

class recent_pace {
 public:
  /// To be called several times a second, or once: what comes too soon after the last is left out.
  void add(const figures& now);

  /// Over the last three seconds.
  [[nodiscard]] double calls_a_second() const;
  /// At the speed of the last half minute. Nothing before some seconds and some objects have shown a speed.
  [[nodiscard]] std::optional<std::chrono::seconds> left() const;
  /// The window at each second of the last minute, the oldest first.
  [[nodiscard]] const std::vector<std::size_t>& targets() const { return targets_; }

 private:
  struct sample {
    time_point at{};
    std::uint64_t calls = 0;
    std::uint64_t harvested = 0;  ///< objects that this run has ended
    std::uint64_t left = 0;
  };
  [[nodiscard]] const sample& before(duration span) const;

  bool fetches_ = false;
  std::deque<sample> samples_;
  std::vector<std::size_t> targets_;
  time_point last_target_{};
};

}  // namespace sluice
