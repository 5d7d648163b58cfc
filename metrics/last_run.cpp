#include "metrics/last_run.hpp"

#include "metrics/exposition.hpp"

#include <array>
#include <cstdlib>

#include <prometheus/text_serializer.h>

namespace sluice {

namespace {

constexpr std::string_view success_family = "sluice_last_success_timestamp_seconds";

/// The value of the family's series whose last label has this value; 0 where it is not there.
double value_in(std::string_view text, std::string_view family, std::string_view last_label = {}) {
  const std::string end = last_label.empty() ? "\"} " : "\"" + std::string(last_label) + "\"} ";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, line_end - at);
    at = line_end + 1;
    const std::size_t value = line.rfind(end);
    if (!line.starts_with(std::string(family) + "{") || value == std::string_view::npos) continue;
    return std::strtod(std::string(line.substr(value + end.size())).c_str(), nullptr);
  }
  return 0;
}

wall_time wall_of(double unix_seconds) {
  return wall_time(std::chrono::duration_cast<wall_time::duration>(std::chrono::duration<double>(unix_seconds)));
}

}  // namespace

std::string outcome_text(const reading& r) {
  constexpr std::array groups{metric_group::outcome};
  auto families = collect(r, groups);
  if (!r.last || !r.last->success) std::erase_if(families, [](const auto& f) { return f.name == success_family; });
  return prometheus::TextSerializer().Serialize(families);
}

std::optional<last_run> read_outcome(std::string_view text) {
  const double ended = value_in(text, "sluice_last_run_timestamp_seconds");
  if (!(ended > 0)) return std::nullopt;
  last_run last{.ended = wall_of(ended),
                .success = std::nullopt,
                .took = std::chrono::duration_cast<duration>(
                    std::chrono::duration<double>(value_in(text, "sluice_last_run_duration_seconds"))),
                .calls = static_cast<std::uint64_t>(value_in(text, "sluice_last_run_calls"))};
  if (const double success = value_in(text, success_family); success > 0) last.success = wall_of(success);
  for (std::size_t i = 0; i < run_outcome_words.size(); ++i) {
    if (value_in(text, "sluice_last_run_outcome", run_outcome_words[i]) > 0) last.outcome = static_cast<run_outcome>(i);
  }
  for (std::size_t i = 0; i < object_words.size(); ++i) {
    last.objects.by[i] = static_cast<std::uint64_t>(value_in(text, "sluice_last_run_objects", object_words[i]));
    last.objects.total += last.objects.by[i];
  }
  return last;
}

}  // namespace sluice
