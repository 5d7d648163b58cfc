// Listens to a run for what its last lines tell by name: why parts failed, and which objects took longest; and whether
// it waits for the day's calls. Thread-safe; bounded by what runs at once.
#pragma once

#include "cli/talk/failure_reasons.hpp"
#include "protocol/observer.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace sluice {

struct slow_object {
  std::string object;
  duration took{};
};

class run_notes : public observer {
 public:
  using clock = std::function<time_point()>;

  explicit run_notes(clock now) : now_(std::move(now)) {}

  [[nodiscard]] failure_reasons failures() const;
  /// From an object's start to its end, the longest first: ten at most.
  [[nodiscard]] std::vector<slow_object> slowest() const;
  /// How long the run still waits for the day's calls.
  [[nodiscard]] std::optional<duration> day_waits() const;

  void object_started(const object_name& object) override;
  void object_ended(const object_name& object, object_state state, const std::vector<part_gap>& gaps) override;
  void day_used_up(org_usage level, duration wait) override;

 private:
  const clock now_;
  mutable std::mutex mutex_;
  std::unordered_map<object_name, time_point> running_;
  std::vector<slow_object> slowest_;
  failure_reasons failures_;
  time_point day_back_{};
};

}  // namespace sluice
