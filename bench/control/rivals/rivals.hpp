// The laws that ours is measured against, each restated from its project's published rule with its default constants.
// README.md in this folder tells where from, what the project's own tests accept, and what ours reproduce.
#pragma once

#include "control/control_law.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace sluice::bench {

struct rival {
  std::string_view name;
  /// Starting at `first` calls at once where the rule lets its user say so, never above `max`. The seed is of what the
  /// rule draws by lot.
  std::unique_ptr<control_law> (*make)(std::size_t first, std::size_t max, std::uint64_t seed);
};

[[nodiscard]] std::span<const rival> rivals();

}  // namespace sluice::bench
