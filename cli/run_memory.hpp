// A run's part in what is remembered of its org from one run to the next: what earlier ones learnt, and what this one
// did. Whatever is wrong with it is one line in the log.
#pragma once

#include "cli/history/org_history.hpp"
#include "cli/run_reports.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace sluice {

class run_memory {
 public:
  /// `address` as in chosen_login. Nothing is read or written where the user wants none (--no-history), or has no
  /// folder for it.
  run_memory(const harvest_options& options, const std::string& address, run_reports& reports);

  /// What earlier runs learnt, as told in the log; its window is not over the user's ceiling.
  [[nodiscard]] const std::optional<known_limits>& earlier() const { return earlier_; }
  /// However the run has ended: what it learnt joins what is known, if its calls were enough to learn from.
  void keep(known_limits learnt) const;

 private:
  void recall();
  [[nodiscard]] bool is_users_choice(std::size_t window) const;

  const harvest_options& options_;
  run_reports& reports_;
  std::optional<org_history> history_;
  std::optional<known_limits> earlier_;
  std::size_t earlier_window_ = 0;  ///< as it is kept
};

}  // namespace sluice
