// Reading JSON that comes from outside: with a bound on its nesting, and, for texts that may be large (describes, the
// object list), without ever building a tree of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

namespace sluice {

/// Salesforce's deepest answers (describes, rows with nested subqueries) stay under a dozen.
inline constexpr std::size_t reply_depth_max = 32;

/// Nothing: the text is not one well-formed JSON value, or nests too deep.
[[nodiscard]] std::optional<boost::json::value> parse_json(std::string_view text, boost::json::storage_ptr memory = {});

/// A member's text; empty where there is none, or it is no text. Valid as long as the object.
[[nodiscard]] std::string_view text_in(const boost::json::object& object, std::string_view name);

/// A number that fits no 64-bit integer comes as a double.
using json_scalar = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string_view>;

enum class json_container : std::uint8_t { object, array };

/// Told what a text holds, in its order. `depth` counts the containers around: the outermost one's own members are at
/// depth 1. `key` is empty for an array's elements. A visitor that returns false ends the reading.
class json_visitor {
 public:
  virtual ~json_visitor() = default;
  virtual bool opened(std::size_t depth, std::string_view key, json_container what) = 0;
  virtual bool closed(std::size_t depth) = 0;
  virtual bool scalar(std::size_t depth, std::string_view key, const json_scalar& value) = 0;
};

/// Whether the text is one well-formed JSON value, read to its end. No: why.
[[nodiscard]] std::optional<std::string> visit_json(std::string_view text, json_visitor& visitor);

}  // namespace sluice
