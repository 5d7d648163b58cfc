#include "salesforce/json_text.hpp"

#include <limits>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>

namespace sluice {
namespace {

namespace json = boost::json;

/// Turns the parser's events into the visitor's: joins strings that come in parts, counts the depth, keeps the key.
class event_handler {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  explicit event_handler(json_visitor& visitor) : visitor_(visitor) {}

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code& ec) { return open(json_container::object, ec); }
  bool on_object_end(std::size_t, json::error_code& ec) { return close(ec); }
  bool on_array_begin(json::error_code& ec) { return open(json_container::array, ec); }
  bool on_array_end(std::size_t, json::error_code& ec) { return close(ec); }

  bool on_key_part(json::string_view s, std::size_t, json::error_code&) { return gather(s); }
  bool on_key(json::string_view s, std::size_t, json::error_code&) {
    key_ = gathered_;
    key_.append(s.data(), s.size());
    gathered_.clear();
    return true;
  }
  bool on_string_part(json::string_view s, std::size_t, json::error_code&) { return gather(s); }
  bool on_string(json::string_view s, std::size_t, json::error_code& ec) {
    if (gathered_.empty()) return tell(std::string_view(s.data(), s.size()), ec);
    gather(s);
    const bool more = tell(std::string_view(gathered_), ec);
    gathered_.clear();
    return more;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t i, json::string_view, json::error_code& ec) { return tell(i, ec); }
  bool on_uint64(std::uint64_t u, json::string_view, json::error_code& ec) { return tell(static_cast<double>(u), ec); }
  bool on_double(double d, json::string_view, json::error_code& ec) { return tell(d, ec); }
  bool on_bool(bool b, json::error_code& ec) { return tell(b, ec); }
  bool on_null(json::error_code& ec) { return tell(nullptr, ec); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  bool gather(json::string_view s) {
    gathered_.append(s.data(), s.size());
    return true;
  }
  bool open(json_container what, json::error_code& ec) {
    const bool more = visitor_.opened(depth_, key_, what);
    ++depth_;
    key_.clear();
    return go_on(more, ec);
  }
  bool close(json::error_code& ec) {
    --depth_;
    key_.clear();
    return go_on(visitor_.closed(depth_), ec);
  }
  bool tell(const json_scalar& value, json::error_code& ec) {
    const bool more = visitor_.scalar(depth_, key_, value);
    key_.clear();
    return go_on(more, ec);
  }
  static bool go_on(bool more, json::error_code& ec) {
    if (!more) ec = json::error::exception;
    return more;
  }

  json_visitor& visitor_;
  std::size_t depth_ = 0;
  std::string key_;
  std::string gathered_;
};

json::parse_options bounded() {
  json::parse_options options;
  options.max_depth = reply_depth_max;
  return options;
}

}  // namespace

std::optional<json::value> parse_json(std::string_view text, json::storage_ptr memory) {
  json::error_code ec;
  auto value = json::parse(json::string_view(text.data(), text.size()), ec, std::move(memory), bounded());
  if (ec) return std::nullopt;
  return value;
}

std::string_view text_in(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(json::string_view(name.data(), name.size()));
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view{} : std::string_view(text->data(), text->size());
}

std::optional<std::string> visit_json(std::string_view text, json_visitor& visitor) {
  json::basic_parser<event_handler> parser(bounded(), visitor);
  json::error_code ec;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), ec);
  if (ec == json::error::exception) return "not the expected members";
  if (ec) return "no JSON: " + ec.message();
  if (read != text.size()) return "no JSON: more after its end";
  return std::nullopt;
}

}  // namespace sluice
