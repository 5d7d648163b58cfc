#include "metrics/families.hpp"

#include "metrics/family_rows.hpp"

namespace sluice {

const std::vector<metric_family>& metric_families() {
  static const auto table = [] {
    std::vector<metric_family> all;
    for (const auto& some : {rows::of_run(), rows::of_calls(), rows::of_control(), rows::of_program()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }();
  return table;
}

std::vector<std::string> values_of(const metric_label& label, const reading& r) {
  if (const auto* values = std::get_if<label_values>(&label.values)) return (*values)(r);
  const auto known = std::get<label_words>(label.values);
  return {known.begin(), known.end()};
}

}  // namespace sluice
