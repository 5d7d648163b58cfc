// The day's calls and the share of them that is never used (--api-reserve). The org's own count is a level that other
// users move too, and it is not monotone: an org's servers each count, and a third of recorded levels is lower than the
// one before, by up to 14. So the highest of the last few decides, as if it were that much behind, and differences mean
// nothing.
#pragma once

#include "protocol/outcome.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace sluice {

class daily_budget {
 public:
  /// `reserve`: share of the day's calls, 0 to 1.
  explicit daily_budget(double reserve) : reserve_(reserve) {}

  void heard(org_usage level) {
    constexpr std::size_t remembered = 16;
    levels_.push_back(level);
    if (levels_.size() > remembered) levels_.pop_front();
  }
  /// `out`: calls in flight, whose use the org may not have told yet.
  [[nodiscard]] bool used_up(std::size_t out) const {
    constexpr double behind_max = 14;
    const auto l = level();
    return l && l->max > 0 &&
           static_cast<double>(l->used) + behind_max + static_cast<double>(out) >=
               static_cast<double>(l->max) * (1 - reserve_);
  }
  /// After a long wait: what was heard before it tells nothing.
  void forget() { levels_.clear(); }
  [[nodiscard]] std::optional<org_usage> level() const {
    const auto highest = std::ranges::max_element(levels_, {}, &org_usage::used);
    return highest == levels_.end() ? std::nullopt : std::optional(*highest);
  }

 private:
  double reserve_;
  std::deque<org_usage> levels_;
};

}  // namespace sluice
