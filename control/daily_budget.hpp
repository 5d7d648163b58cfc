// The day's calls and the share of them that is never used (--api-reserve). The org's own count is a level that other
// users move too, and it is not monotone; so the last one heard decides, and differences mean nothing.
#pragma once

#include "protocol/outcome.hpp"

#include <optional>

namespace sluice {

class daily_budget {
 public:
  /// `reserve`: share of the day's calls, 0 to 1.
  explicit daily_budget(double reserve) : reserve_(reserve) {}

  void heard(org_usage level) { level_ = level; }
  [[nodiscard]] bool used_up() const {
    return level_ && level_->max > 0 &&
           static_cast<double>(level_->used) >= static_cast<double>(level_->max) * (1 - reserve_);
  }
  [[nodiscard]] const std::optional<org_usage>& level() const { return level_; }

 private:
  double reserve_;
  std::optional<org_usage> level_;
};

}  // namespace sluice
