// What a column of a row can hold, how two of them compare in a WHERE clause, and how they look in an answer.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace sluice::orgsim::soql {

using moment = std::chrono::sys_seconds;
using day = std::chrono::sys_days;

// What is JSON already: the parts of an address or a location, the Metadata of a component.
struct fragment {
  std::string json;
  friend auto operator<=>(const fragment&, const fragment&) = default;
};

// monostate is null.
using value = std::variant<std::monostate, bool, std::int64_t, double, std::string, moment, day, fragment>;

enum class column_type { id, text, long_text, boolean, integer, decimal, datetime, date, time, compound, binary };

inline bool is_null(const value& v) {
  return std::holds_alternative<std::monostate>(v);
}

// Below, at or above zero as left is less than, equal to or greater than right; nothing where they can't be compared
// (a null, or different kinds). Text compares without regard to case, ids by their first 15 characters with regard.
std::optional<int> compare(column_type type, const value& left, const value& right);

// The same name, whichever case it is written in.
bool alike(std::string_view left, std::string_view right);

// LIKE: % any run, _ one character, case alike.
bool like(std::string_view text, std::string_view pattern);

// 2022-05-02T03:22:17.000+0000 and 2022-05-02, as the API writes them.
std::string text_of(moment at);
std::string text_of(day at);
std::optional<moment> parse_moment(std::string_view text);
std::optional<day> parse_day(std::string_view text);

// The value as it counts when values are grouped or looked up in a list: alike in case, ids by their first 15
// characters.
std::string folded(column_type type, const value& v);

// Appends as JSON.
void append_json(std::string& out, const value& v);

}  // namespace sluice::orgsim::soql
