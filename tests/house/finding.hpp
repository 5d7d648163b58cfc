// What a check of the house has against a source file: where, and what in one sentence.
#pragma once

#include <cstddef>
#include <string>

namespace sluice::house {

struct finding {
  std::string path;  ///< from the root of the tree
  std::size_t line = 1;
  std::string what;

  /// As compilers print it, so that an editor can jump there.
  [[nodiscard]] std::string text() const { return path + ":" + std::to_string(line) + ": " + what; }
  friend bool operator==(const finding&, const finding&) = default;
};

}  // namespace sluice::house
