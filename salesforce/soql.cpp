#include "salesforce/soql.hpp"

#include <algorithm>

namespace sluice::soql {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The letter that stands after the backslash, or 0 for a character that stands for itself.
char escape_of(char c) {
  switch (c) {
    case '\'':
      return '\'';
    case '\\':
      return '\\';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    default:
      return 0;
  }
}

}  // namespace

bool is_identifier(std::string_view text) {
  const auto inner = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
  return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, inner);
}

std::string literal(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    const char escape = escape_of(c);
    if (escape != 0) {
      quoted += '\\';
      quoted += escape;
    } else {
      quoted += c;
    }
  }
  quoted += '\'';
  return quoted;
}

std::string from(std::string_view object) {
  return is_identifier(object) ? std::string(object) : literal(object);
}

std::string in_list(std::string_view column, std::span<const object_name> names) {
  std::string clause(column);
  clause += " IN (";
  bool first = true;
  for (const auto& each : names) {
    if (!first) clause += ',';
    first = false;
    clause += literal(each.str());
  }
  clause += ')';
  return clause;
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size() + text.size() / 2);
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += digits[byte >> 4U];
    encoded += digits[byte & 15U];
  }
  return encoded;
}

}  // namespace sluice::soql
