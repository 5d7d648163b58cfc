#include "orgsim/data/record_id.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace sluice::orgsim {

namespace {

constexpr std::string_view base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view checksum_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
constexpr std::string_view pod = "0X0";
constexpr std::size_t short_length = 15;

}  // namespace

std::string short_id(std::string_view prefix, std::uint64_t number) {
  assert(prefix.size() == 3);
  std::string id(short_length, '0');
  std::copy(prefix.begin(), prefix.end(), id.begin());
  std::copy(pod.begin(), pod.end(), id.begin() + 3);
  for (std::size_t place = short_length; place > 6 && number > 0; --place, number /= base62.size())
    id[place - 1] = base62[number % base62.size()];
  assert(number == 0);
  return id;
}

std::string id_checksum(std::string_view fifteen) {
  std::string sum;
  for (std::size_t start = 0; start < short_length; start += 5) {
    unsigned bits = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      const char c = start + i < fifteen.size() ? fifteen[start + i] : '0';
      if (c >= 'A' && c <= 'Z') bits |= 1U << i;
    }
    sum += checksum_letters[bits];
  }
  return sum;
}

std::string long_id(std::string_view prefix, std::uint64_t number) {
  std::string id = short_id(prefix, number);
  id += id_checksum(id);
  return id;
}

std::uint64_t number_of_id(std::string_view id) {
  constexpr auto none = std::numeric_limits<std::uint64_t>::max();
  if ((id.size() != short_length && id.size() != short_length + 3) || id.substr(3, 3) != pod) return none;
  std::uint64_t number = 0;
  for (char c : id.substr(6, short_length - 6)) {
    const std::size_t digit = base62.find(c);
    if (digit == std::string_view::npos) return none;
    number = number * base62.size() + digit;
  }
  return number;
}

bool same_id(std::string_view left, std::string_view right) {
  if (left.size() >= short_length && right.size() >= short_length)
    return left.substr(0, short_length) == right.substr(0, short_length);
  return left == right;
}

}  // namespace sluice::orgsim
