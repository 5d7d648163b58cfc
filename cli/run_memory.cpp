#include "cli/run_memory.hpp"

#include "cli/history/state_folder.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

namespace sluice {

namespace {

/// Of fewer the first and the last, when the window was not in use, are too large a part.
constexpr std::uint64_t calls_to_learn_from = 50;

std::chrono::sys_days today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

}  // namespace

run_memory::run_memory(const harvest_options& options, const std::string& address, run_reports& reports)
    : options_(options), reports_(reports) {
  if (!options.history) return;
  if (const auto folder = state_folder(places_of_environment())) {
    history_.emplace(*folder / "orgs", address);
    recall();
  } else {
    reports.warn("no history is kept: neither STATE_DIRECTORY nor XDG_STATE_HOME nor HOME names a folder");
  }
}

void run_memory::recall() {
  const org_history::reading past = history_->read(today());
  if (!past.trouble.empty()) reports_.warn(fmt::format("the org's history is left aside: {}", past.trouble));
  if (past.known.empty()) return;
  reports_.note(fmt::format("earlier runs learnt of this org: {}", knowledge_line(past.known)));
  earlier_ = past.known.limits();
  earlier_window_ = earlier_->window;
  earlier_->window = std::min(earlier_->window, options_.workers_max);
}

// Neither a fixed window nor one that ended at the user's ceiling tells what the org would have borne; the second only
// that it bears so many.
bool run_memory::is_users_choice(std::size_t window) const {
  return options_.workers || (window >= options_.workers_max && window < earlier_window_);
}

void run_memory::keep(known_limits learnt) const {
  if (!history_ || reports_.calls_answered() < calls_to_learn_from) return;
  if (is_users_choice(learnt.window)) learnt.window = 0;
  const auto kept = history_->keep(learnt, today());
  if (!kept) reports_.warn(fmt::format("what was learnt of the org is not kept: {}", kept.error().line()));
}

}  // namespace sluice
