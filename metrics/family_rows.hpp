// The rows of the table of families, by what they tell of; families.cpp joins them. Only for metrics/families*.cpp.
#pragma once

#include "metrics/families.hpp"

#include <vector>

namespace sluice::rows {

std::vector<metric_family> of_run();      ///< run, outcome, progress
std::vector<metric_family> of_calls();    ///< calls
std::vector<metric_family> of_control();  ///< limiter, scaler, org
std::vector<metric_family> of_program();  ///< actors, process

/// The label of each kind of call, in the order of figures::kinds.
[[nodiscard]] const metric_label& kind_of_call();

using number = std::optional<double>;

inline double count(std::uint64_t n) {
  return static_cast<double>(n);
}
inline double one_hot(bool holds) {
  return holds ? 1 : 0;
}
inline double unix_seconds(wall_time t) {
  return std::chrono::duration<double>(t.time_since_epoch()).count();
}
inline metric_label words(std::string_view name, label_words values) {
  return {.name = name, .values = values, .values_described = {}};
}

}  // namespace sluice::rows
