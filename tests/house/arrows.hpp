// Who may include whom. The arrows between our folders and the places of the libraries that shape a design (actors,
// network, database) are two tables in arrows.cpp; a new folder or an arrow is one row there, and a reviewed decision.
// Pure: paths and text come in as arguments, paths are relative to the root of the tree.
#pragma once

#include "tests/house/finding.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::house {

struct include_line {
  std::size_t line = 0;  ///< from 1
  std::string target;    ///< as written between the quotes or brackets
  bool ours = false;     ///< in quotes
};

/// Every #include of a source text, in order.
[[nodiscard]] std::vector<include_line> includes_of(std::string_view text);

/// Why `path` must not include `target`; nothing if it may.
[[nodiscard]] std::optional<std::string> broken_arrow(std::string_view path, const include_line& include);

/// All broken arrows of a file.
[[nodiscard]] std::vector<finding> broken_arrows(std::string_view path, std::string_view text);

}  // namespace sluice::house
