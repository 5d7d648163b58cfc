#include "library/json_number.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <string>

namespace sluice {
namespace {

/// A decimal's value in one form only: 0.DIGITS x 10^point, without zeros at either end.
struct decimal_value {
  bool negative = false;
  std::string digits;
  long point = 0;
  friend bool operator==(const decimal_value&, const decimal_value&) = default;
};

/// Nothing where the exponent is beyond all reason.
std::optional<decimal_value> value_of(std::string_view text) {
  decimal_value v;
  v.negative = text.starts_with('-');
  if (v.negative) text.remove_prefix(1);
  const auto e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    auto exponent = text.substr(e + 1);
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    const auto read = std::from_chars(exponent.data(), exponent.data() + exponent.size(), v.point);
    if (read.ec != std::errc{} || v.point > 100'000 || v.point < -100'000) return {};
    text = text.substr(0, e);
  }
  const auto dot = text.find('.');
  v.digits.append(text.substr(0, dot));
  v.point += static_cast<long>(v.digits.size());
  if (dot != std::string_view::npos) v.digits.append(text.substr(dot + 1));
  const auto first = v.digits.find_first_not_of('0');
  if (first == std::string::npos) return decimal_value{.negative = v.negative};
  v.digits.erase(0, first);
  v.point -= static_cast<long>(first);
  v.digits.erase(v.digits.find_last_not_of('0') + 1);
  return v;
}

}  // namespace

std::string_view number_text(double value) {
  assert(std::isfinite(value));
  thread_local std::array<char, 64> buffer;
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= 1e-7 && size < 1e21);
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 plain ? std::chars_format::fixed : std::chars_format::scientific);
  assert(end.ec == std::errc{});
  return {buffer.data(), end.ptr};
}

std::optional<double> exact_double(std::string_view text) {
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || !std::isfinite(value)) return {};
  const auto told = value_of(text);
  if (!told || told != value_of(number_text(value))) return {};
  return value;
}

}  // namespace sluice
