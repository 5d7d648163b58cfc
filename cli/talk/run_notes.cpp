#include "cli/talk/run_notes.hpp"

#include <algorithm>

namespace sluice {

namespace {
constexpr std::size_t slowest_kept = 10;
}  // namespace

failure_reasons run_notes::failures() const {
  const std::lock_guard lock(mutex_);
  return failures_;
}

std::vector<slow_object> run_notes::slowest() const {
  const std::lock_guard lock(mutex_);
  return slowest_;
}

std::optional<duration> run_notes::day_waits() const {
  const auto now = now_();
  const std::lock_guard lock(mutex_);
  return day_back_ > now ? std::optional(day_back_ - now) : std::nullopt;
}

// A second fetcher goes on with what the first began.
void run_notes::object_started(const object_name& object) {
  const auto now = now_();
  const std::lock_guard lock(mutex_);
  running_.try_emplace(object, now);
}

void run_notes::object_ended(const object_name& object, object_state, const std::vector<part_gap>& gaps) {
  const auto now = now_();
  const std::lock_guard lock(mutex_);
  for (const part_gap& g : gaps) {
    if (g.missing == gap::failed) failures_.add(g.part.str(), g.reason, object.str());
  }
  const auto started = running_.find(object);
  if (started == running_.end()) return;
  const duration took = now - started->second;
  running_.erase(started);
  const auto at = std::ranges::find_if(slowest_, [&](const slow_object& s) { return s.took < took; });
  slowest_.insert(at, {.object = object.str(), .took = took});
  if (slowest_.size() > slowest_kept) slowest_.pop_back();
}

void run_notes::day_used_up(org_usage, duration wait) {
  const auto now = now_();
  const std::lock_guard lock(mutex_);
  day_back_ = now + wait;
}

}  // namespace sluice
