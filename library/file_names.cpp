#include "library/file_names.hpp"

#include "library/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/core.h>

namespace sluice {
namespace {

constexpr std::size_t name_max = 200;  ///< bytes; file systems hold 255, and a temporary name adds some
constexpr std::size_t cut_to = 160;

bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

std::string folded(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool names_a_device(std::string_view name) {
  const std::string stem = folded(name.substr(0, name.find('.')));
  constexpr std::array alone{"con", "prn", "aux", "nul"};
  if (std::find(alone.begin(), alone.end(), stem) != alone.end()) return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' && stem[3] <= '9';
}

}  // namespace

std::string safe_file_name(const object_name& object) {
  std::string name;
  const bool device = names_a_device(object.str());
  for (const char c : object.str()) {
    const bool first_to_escape = name.empty() && (c == '.' || device);
    if (is_plain(c) && !first_to_escape) {
      name.push_back(c);
    } else {
      name += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  if (name.size() <= name_max) return name;
  fingerprint hash;
  hash.add(object.str());
  name.resize(cut_to);
  return name + "~" + hash.text();
}

std::string record_file_names::next(const object_name& object) {
  std::string name = safe_file_name(object);
  const unsigned nth = ++seen_[folded(name)];
  if (nth > 1) name += fmt::format("~{}", nth);
  return name + ".json";
}

}  // namespace sluice
