#include "metrics/exposition.hpp"

#include <algorithm>
#include <limits>

#include <prometheus/text_serializer.h>

namespace sluice {
namespace {

using prometheus::ClientMetric;

prometheus::MetricType type_of(metric_type t) {
  switch (t) {
    case metric_type::counter:
      return prometheus::MetricType::Counter;
    case metric_type::gauge:
      return prometheus::MetricType::Gauge;
    case metric_type::histogram:
      return prometheus::MetricType::Histogram;
  }
  return prometheus::MetricType::Untyped;
}

ClientMetric::Histogram histogram_of(const duration_buckets& d) {
  ClientMetric::Histogram h{.sample_count = d.count(), .sample_sum = d.sum_seconds(), .bucket = {}};
  for (std::size_t i = 0; i < duration_buckets::bounds.size(); ++i) {
    h.bucket.push_back({.cumulative_count = d.up_to(i), .upper_bound = duration_buckets::bounds[i]});
  }
  h.bucket.push_back({.cumulative_count = d.count(), .upper_bound = std::numeric_limits<double>::infinity()});
  return h;
}

/// Puts the family's value at these places into the metric; false where there is none.
bool fill(ClientMetric& metric, const metric_family& family, const reading& r, label_places at) {
  if (const auto* histogram = std::get_if<read_histogram>(&family.read)) {
    metric.histogram = histogram_of((*histogram)(r, at));
    return true;
  }
  const auto value = std::get<read_number>(family.read)(r, at);
  if (!value) return false;
  (family.type == metric_type::counter ? metric.counter.value : metric.gauge.value) = *value;
  return true;
}

/// The next combination of places, like an odometer; false after the last one.
bool advance(std::vector<std::size_t>& at, const std::vector<std::vector<std::string>>& values) {
  for (std::size_t i = at.size(); i-- > 0;) {
    if (++at[i] < values[i].size()) return true;
    at[i] = 0;
  }
  return false;
}

prometheus::MetricFamily family_at(const metric_family& family, const reading& r) {
  prometheus::MetricFamily made{
      .name = std::string(family.name), .help = std::string(family.help), .type = type_of(family.type), .metric = {}};
  std::vector<std::vector<std::string>> values;
  for (const auto& label : family.labels) values.push_back(values_of(label, r));
  std::vector<std::size_t> at(values.size(), 0);
  do {
    ClientMetric metric;
    metric.label.push_back({.name = "org", .value = r.about.org});
    for (std::size_t i = 0; i < at.size(); ++i) {
      metric.label.push_back({.name = std::string(family.labels[i].name), .value = values[i][at[i]]});
    }
    if (fill(metric, family, r, at)) made.metric.push_back(std::move(metric));
  } while (advance(at, values));
  return made;
}

}  // namespace

std::vector<prometheus::MetricFamily> collect(const reading& r, std::span<const metric_group> groups) {
  std::vector<prometheus::MetricFamily> made;
  for (const auto& family : metric_families()) {
    const bool wanted = groups.empty() || std::find(groups.begin(), groups.end(), family.group) != groups.end();
    if (!wanted) continue;
    auto one = family_at(family, r);
    if (!one.metric.empty()) made.push_back(std::move(one));
  }
  return made;
}

std::string exposition_text(const reading& r, std::span<const metric_group> groups) {
  return prometheus::TextSerializer().Serialize(collect(r, groups));
}

}  // namespace sluice
