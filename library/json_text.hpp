// JSON text to a tree and back, for payloads and records: deterministic, order kept, numbers by json_number.hpp and
// json_builder.hpp. One tree at a time is held; streams are read by schema_input.
#pragma once

#include "protocol/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace sluice {

/// With could_not_go_on where the text is no JSON or nested deeper than json_depth_max.
[[nodiscard]] result<boost::json::value> read_json(std::string_view text);

enum class json_layout : std::uint8_t {
  compact,  ///< no blanks: how the store keeps it
  pretty,   ///< a line a member, two spaces a level: how the files show it
};

/// Appends the value's text, without a final line end.
void write_json(std::string& out, const boost::json::value& v, json_layout layout);

/// The text itself where it is UTF-8; else with '?' for each byte beyond ASCII. For words of others (an org's, a
/// system's) that become part of a file.
[[nodiscard]] std::string as_utf8(std::string_view text);

}  // namespace sluice
