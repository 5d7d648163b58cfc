#include "orgsim/behaviour/profile_tree.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include <boost/json/stream_parser.hpp>
#include <boost/json/value.hpp>

namespace sluice::orgsim {

namespace {

namespace json = boost::json;

// `LINE:COLUMN` of the byte at that offset, counted from one.
std::string place_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t begin = before.rfind('\n');
  const std::size_t column = begin == std::string_view::npos ? before.size() + 1 : before.size() - begin;
  return std::to_string(line) + ":" + std::to_string(column);
}

toml::table table_of(const json::object& o);

// Calls `put` with the value in TOML's terms. It has no null: that becomes an empty list, which no setting takes for a
// value.
template <class Put>
void with_toml_value(const json::value& v, const Put& put);

toml::array array_of(const json::array& a) {
  toml::array out;
  for (const json::value& v : a)
    with_toml_value(v, [&out](auto&& node) { out.push_back(std::forward<decltype(node)>(node)); });
  return out;
}

toml::table table_of(const json::object& o) {
  toml::table out;
  for (const auto& [key, v] : o)
    with_toml_value(v, [&, name = std::string(key)](auto&& node) {
      out.insert_or_assign(name, std::forward<decltype(node)>(node));
    });
  return out;
}

template <class Put>
void with_toml_value(const json::value& v, const Put& put) {
  switch (v.kind()) {
    case json::kind::object:
      put(table_of(v.get_object()));
      return;
    case json::kind::array:
      put(array_of(v.get_array()));
      return;
    case json::kind::string:
      put(std::string(v.get_string()));
      return;
    case json::kind::bool_:
      put(v.get_bool());
      return;
    case json::kind::int64:
      put(v.get_int64());
      return;
    case json::kind::uint64:
      put(static_cast<double>(v.get_uint64()));
      return;
    case json::kind::double_:
      put(v.get_double());
      return;
    case json::kind::null:
      put(toml::array{});
      return;
  }
}

boost::system::result<toml::table, profile_fault> parse_json(std::string_view text, const std::string& source) {
  json::stream_parser parser;
  boost::system::error_code error;
  const std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (!error) parser.finish(error);
  const bool whole = !error && text.find_first_not_of(" \t\r\n", read) == std::string_view::npos;
  if (!whole)
    return profile_fault{source + ":" + place_of(text, read) + ": is no JSON" +
                         (error ? ": " + error.message() : ": there is more after its end")};
  const json::value root = parser.release();
  if (!root.is_object()) return profile_fault{source + ":1:1: is no JSON object"};
  return table_of(root.get_object());
}

}  // namespace

boost::system::result<toml::table, profile_fault> parse_profile_tree(std::string_view text, profile_syntax syntax,
                                                                     const std::string& source) {
  if (syntax == profile_syntax::json) return parse_json(text, source);
  toml::parse_result parsed = toml::parse(text);
  if (parsed) return std::move(parsed).table();
  const toml::source_position at = parsed.error().source().begin;
  return profile_fault{source + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": " +
                       std::string(parsed.error().description())};
}

}  // namespace sluice::orgsim
