// The metrics at one moment, in Prometheus's own structs and in its text format. Built whole from a reading each time,
// without a registry: counters and histograms are then exactly the run's figures. Every family carries the constant
// label `org`, and every combination of its labels is there from the start, at 0.
#pragma once

#include "metrics/families.hpp"
#include "metrics/reading.hpp"

#include <span>
#include <string>
#include <vector>

#include <prometheus/metric_family.h>

namespace sluice {

/// Empty `groups`: all. The exposer's Collectable is made of this.
[[nodiscard]] std::vector<prometheus::MetricFamily> collect(const reading& r,
                                                            std::span<const metric_group> groups = {});

[[nodiscard]] std::string exposition_text(const reading& r, std::span<const metric_group> groups = {});

}  // namespace sluice
