// The one table of metric families: exposition, docs/metrics.md and `sluice metrics --describe` are made from it, so a
// new metric is one row of a families_of_*.cpp. Label values are enumerated; none grows with the org.
#pragma once

#include "metrics/duration_buckets.hpp"
#include "metrics/reading.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sluice {

enum class metric_group : std::uint8_t { run, outcome, progress, calls, limiter, scaler, org, actors, process };
inline constexpr std::array<std::string_view, 9> group_words{"run",    "outcome", "progress", "calls",  "limiter",
                                                             "scaler", "org",     "actors",   "process"};

enum class metric_type : std::uint8_t { counter, gauge, histogram };
inline constexpr std::array<std::string_view, 3> type_words{"counter", "gauge", "histogram"};

/// Where a label's values come from: the words of a closed set, or the reading.
using label_words = std::span<const std::string_view>;
using label_values = std::vector<std::string> (*)(const reading&);
struct metric_label {
  std::string_view name;
  std::variant<label_words, label_values> values;
  std::string_view values_described;  ///< for people, where the values come from the reading
};

/// The place of each label's value in its list, in the order of the family's labels.
using label_places = std::span<const std::size_t>;
/// A number; nothing where it is not known, and then its series is not there.
using read_number = std::optional<double> (*)(const reading&, label_places);
using read_histogram = const duration_buckets& (*)(const reading&, label_places);

struct metric_family {
  metric_group group;
  std::string_view name;
  metric_type type;
  std::string_view unit;  ///< of the value, in the plural
  std::string_view help;  ///< no backslash, no line break: the serializer does not escape it
  std::vector<metric_label> labels;
  std::variant<read_number, read_histogram> read;
  int since = 1;  ///< the form of the table in which it came
};

[[nodiscard]] const std::vector<metric_family>& metric_families();

/// The label's values at this reading, in the order of its places.
[[nodiscard]] std::vector<std::string> values_of(const metric_label& label, const reading& r);

/// The table as Markdown.
[[nodiscard]] std::string describe_families();

}  // namespace sluice
