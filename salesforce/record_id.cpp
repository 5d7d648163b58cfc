#include "salesforce/record_id.hpp"

#include <algorithm>
#include <cstddef>

namespace sluice {
namespace {

constexpr std::size_t short_length = 15;
constexpr std::size_t long_length = 18;

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_id_character(char c) {
  return is_capital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::optional<std::string> long_id(std::string_view id) {
  if (id.size() != short_length && id.size() != long_length) return std::nullopt;
  if (!std::ranges::all_of(id, is_id_character)) return std::nullopt;
  static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  constexpr std::size_t group = 5;
  std::string whole(id.substr(0, short_length));
  for (std::size_t start = 0; start < short_length; start += group) {
    std::size_t capitals = 0;
    for (std::size_t i = 0; i < group; ++i) capitals |= (is_capital(id[start + i]) ? std::size_t{1} : 0) << i;
    whole += digits[capitals];
  }
  return whole;
}

}  // namespace sluice
