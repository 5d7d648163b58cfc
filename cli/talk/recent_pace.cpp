#include "cli/talk/recent_pace.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sluice {

namespace {

using namespace std::chrono_literals;

constexpr duration between_samples = 150ms;
constexpr duration span_of_rate = 3s;
constexpr duration span_of_speed = 30s;
constexpr duration least_span_of_speed = 4s;
constexpr std::uint64_t least_objects = 10;
constexpr std::size_t targets_kept = 60;

}  // namespace

void recent_pace::add(const figures& now) {
  if (!samples_.empty() && now.at - samples_.back().at < between_samples) return;
  // What goes before the first object tells nothing of their speed.
  const bool fetched_before = std::exchange(fetches_, now.phase == run_phase::fetch);
  if (!fetches_ || !fetched_before) samples_.clear();
  samples_.push_back({.at = now.at,
                      .calls = now.calls_total(),
                      .harvested = now.objects.total - now.objects.left() - now.objects.in(object_state::reused),
                      .left = now.objects.left()});
  while (now.at - samples_.front().at > span_of_speed) samples_.pop_front();
  if (!fetches_ || now.at - last_target_ < 1s) return;
  last_target_ = now.at;
  targets_.push_back(static_cast<std::size_t>(now.window.last));
  if (targets_.size() > targets_kept) targets_.erase(targets_.begin());
}

// REQUIRES: there is a sample.
const recent_pace::sample& recent_pace::before(duration span) const {
  const time_point from = samples_.back().at - span;
  return *std::ranges::find_if(samples_, [&](const sample& s) { return s.at >= from; });
}

double recent_pace::calls_a_second() const {
  if (samples_.size() < 2) return 0;
  const sample& then = before(span_of_rate);
  const sample& now = samples_.back();
  return now.at == then.at ? 0 : static_cast<double>(now.calls - then.calls) / seconds(now.at - then.at);
}

std::optional<std::chrono::seconds> recent_pace::left() const {
  if (samples_.empty()) return std::nullopt;
  const sample& then = samples_.front();
  const sample& now = samples_.back();
  const std::uint64_t objects = now.harvested - then.harvested;
  if (now.at - then.at < least_span_of_speed || objects < least_objects) return std::nullopt;
  const double speed = static_cast<double>(objects) / seconds(now.at - then.at);
  return std::chrono::seconds(std::llround(std::ceil(static_cast<double>(now.left) / speed)));
}

}  // namespace sluice
