#include "metrics/families.hpp"

#include <fmt/format.h>

namespace sluice {
namespace {

std::string describe(const metric_label& label) {
  std::string text = fmt::format("`{}`: ", label.name);
  if (!label.values_described.empty()) return text + std::string(label.values_described);
  const auto words = std::get<label_words>(label.values);
  for (std::size_t i = 0; i < words.size(); ++i) text += fmt::format("{}{}", i == 0 ? "" : ", ", words[i]);
  return text;
}

}  // namespace

std::string describe_families() {
  std::string text =
      "| group | name | type | unit | labels | meaning | since |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const auto& f : metric_families()) {
    std::string labels;
    for (const auto& l : f.labels) labels += (labels.empty() ? "" : "; ") + describe(l);
    text += fmt::format("| {} | `{}` | {} | {} | {} | {} | {} |\n", group_words[static_cast<std::size_t>(f.group)],
                        f.name, type_words[static_cast<std::size_t>(f.type)], f.unit, labels, f.help, f.since);
  }
  return text;
}

}  // namespace sluice
