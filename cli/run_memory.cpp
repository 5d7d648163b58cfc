#include "cli/run_memory.hpp"

#include "cli/history/state_folder.hpp"

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
  } else {
    reports.warn("no history is kept: neither STATE_DIRECTORY nor XDG_STATE_HOME nor HOME names a folder");
  }
}

std::optional<known_limits> run_memory::earlier() const {
  if (!history_) return {};
  const org_history::reading past = history_->read(today());
  if (!past.trouble.empty()) reports_.warn(fmt::format("the org's history is left aside: {}", past.trouble));
  if (past.known.empty()) return {};
  reports_.note(fmt::format("earlier runs learnt of this org: {}", knowledge_line(past.known)));
  return past.known.limits();
}

void run_memory::keep(known_limits learnt) const {
  if (!history_ || reports_.calls_answered() < calls_to_learn_from) return;
  if (options_.workers) learnt.window = 0;  // the user's choice tells nothing of the org
  const auto kept = history_->keep(learnt, today());
  if (!kept) reports_.warn(fmt::format("what was learnt of the org is not kept: {}", kept.error().line()));
}

}  // namespace sluice
