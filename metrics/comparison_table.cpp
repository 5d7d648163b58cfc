#include "metrics/comparison.hpp"
#include "metrics/decimal.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include <fmt/format.h>

namespace sluice {
namespace {

constexpr double minute_s = 60;
constexpr double hour_s = 3600;

/// As the run that came farthest needed them.
std::optional<double> calls_per_object(std::span<const compared_run> runs) {
  const auto farthest = std::ranges::max_element(runs, {}, &compared_run::objects_ended);
  if (farthest == runs.end() || farthest->objects_ended == 0) return {};
  return static_cast<double>(farthest->calls) / static_cast<double>(farthest->objects_ended);
}

std::string time_for_all(const compared_run& run, std::optional<double> calls_an_object) {
  if (run.ended()) return rough_duration(run.took_s);
  if (!calls_an_object || run.calls == 0) return "unknown";
  return rough_duration(*calls_an_object * static_cast<double>(run.objects) / run.calls_a_second());
}

std::string workers_of(const compared_run& run) {
  const std::string most = decimal(run.workers_max, 0);
  return run.workers_min == run.workers_max ? most : decimal(run.workers_min, 0) + " to " + most;
}

}  // namespace

std::string rough_duration(double seconds) {
  if (seconds < 1.5 * minute_s) return fmt::format("{:.0f} s", seconds);
  if (seconds < 10 * minute_s) return fmt::format("{:.1f} min", seconds / minute_s);
  if (seconds < 1.5 * hour_s) return fmt::format("{:.0f} min", seconds / minute_s);
  return fmt::format("{:.1f} h", seconds / hour_s);
}

std::string comparison_table(std::span<const compared_run> runs) {
  std::size_t wide = 0;
  for (const compared_run& run : runs) wide = std::max(wide, run.name.size());
  const auto calls_an_object = calls_per_object(runs);
  const std::string all = fmt::format("all {} objects", runs.empty() ? 0 : runs.front().objects);
  std::string text =
      fmt::format("{:{}}  {:>14}  {:>17}  {:>7}  {}\n", "", wide, "calls a second", all, "refused", "workers");
  for (const compared_run& run : runs) {
    text += fmt::format("{:{}}  {:>14.1f}  {:>17}  {:>7}  {}\n", run.name, wide, run.calls_a_second(),
                        time_for_all(run, calls_an_object), run.refused, workers_of(run));
  }
  for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
    if (runs[i].calls == 0) continue;
    text += fmt::format("{}: {:.1f} times the calls a second of: {}\n", runs.back().name,
                        runs.back().calls_a_second() / runs[i].calls_a_second(), runs[i].name);
  }
  return text;
}

}  // namespace sluice
