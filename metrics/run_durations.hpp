// How long earlier runs into a folder took, for what the next one is expected to take; as a text that its store keeps.
// Pure.
#pragma once

#include "protocol/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

class run_durations {
 public:
  run_durations() = default;
  /// What can't be read in the text is left out: it is a measure for an alert, and nothing else.
  explicit run_durations(std::string_view text);

  /// A run that asked everything has ended with a library. The oldest of more than seven goes.
  void add(duration took);
  /// The median. Nothing before three runs have shown one: the first may have been a trial.
  [[nodiscard]] std::optional<duration> expected() const;
  [[nodiscard]] std::string text() const;

 private:
  std::vector<double> seconds_;
};

}  // namespace sluice
