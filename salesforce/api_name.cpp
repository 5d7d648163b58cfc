#include "salesforce/api_name.hpp"

#include <algorithm>

namespace sluice {
namespace {

char low(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string folded(std::string_view name) {
  std::string key(name);
  std::ranges::transform(key, key.begin(), low);
  return key;
}

bool same_api_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, low, low);
}

bool api_name_less(std::string_view a, std::string_view b) {
  return std::ranges::lexicographical_compare(a, b, {}, low, low);
}

}  // namespace sluice
