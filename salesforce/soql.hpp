// The pieces of a SOQL statement and of its address that must not be put together by hand: literals, identifiers,
// IN lists, percent-encoding. Pure text; nothing here fails, since any text has a quoted and an encoded form.
#pragma once

#include "protocol/names.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace sluice::soql {

/// Salesforce's bounds, in characters (SOQL and SOSL reference; the address limit is what its front ends were seen to
/// refuse with 414 and 431).
inline constexpr std::size_t where_length_max = 4000;
inline constexpr std::size_t address_length_max = 16384;
inline constexpr std::size_t name_length_max = 80;

/// How many names of the greatest length an IN list holds beside `other` characters of the WHERE clause.
[[nodiscard]] constexpr std::size_t names_per_list(std::size_t other) {
  constexpr std::size_t quotes_and_comma = 3;
  return (where_length_max - other) / (name_length_max + quotes_and_comma);
}

/// Whether the text can stand as an object's or field's name: letters, digits and underscores, a letter first.
[[nodiscard]] bool is_identifier(std::string_view text);

/// The text as a string literal, quotes included.
[[nodiscard]] std::string literal(std::string_view text);

/// What follows FROM. A name that is no identifier is quoted there: the org refuses the statement, and nothing else
/// can be slipped into it.
[[nodiscard]] std::string from(std::string_view object);

/// "column IN ('A','B')". REQUIRES: at least one name.
[[nodiscard]] std::string in_list(std::string_view column, std::span<const object_name> names);

/// Percent-encoding of everything but RFC 3986's unreserved characters.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace sluice::soql
