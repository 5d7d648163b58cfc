#include "library/file_names.hpp"

#include "library/fingerprint.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace sluice {
namespace {

constexpr std::size_t name_max = 200;  ///< bytes; file systems hold 255, and a temporary name adds some
constexpr std::size_t cut_to = 160;

bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

}  // namespace

std::string safe_file_name(const object_name& object) {
  std::string name;
  for (const char c : object.str()) {
    if (is_plain(c) && !(c == '.' && name.empty())) {
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
  std::string lower = name;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const unsigned nth = ++seen_[lower];
  if (nth > 1) name += fmt::format("~{}", nth);
  return name + ".json";
}

}  // namespace sluice
