// The habits of the house that a machine can check in one file: nothing left for later, names that tell something,
// a page a thing, headers that say what they are for, tests that never sleep. Pure, as arrows.hpp is.
#pragma once

#include "tests/house/finding.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace sluice::house {

inline constexpr std::size_t lines_max = 400;

/// All broken habits of a source file, given by its path from the root and its text.
[[nodiscard]] std::vector<finding> broken_habits(std::string_view path, std::string_view text);

}  // namespace sluice::house
