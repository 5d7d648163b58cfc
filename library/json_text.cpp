#include "library/json_text.hpp"

#include "library/json_events.hpp"
#include "library/json_number.hpp"

#include <array>
#include <charconv>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/serializer.hpp>

namespace sluice {
namespace json = boost::json;
namespace {

boost::json::parse_options options() {
  boost::json::parse_options o;
  o.max_depth = json_depth_max;
  return o;
}

/// Writes one tree. Recursion is bounded: nothing deeper than json_depth_max is read, and records add three levels.
class writer {
 public:
  writer(std::string& out, json_layout layout) : out_(out), pretty_(layout == json_layout::pretty) {}

  void write(const json::value& v) {
    switch (v.kind()) {
      case json::kind::object:
        return write(v.get_object());
      case json::kind::array:
        return write(v.get_array());
      case json::kind::string:
        return write_string(v);
      case json::kind::int64:
        return integer(v.get_int64());
      case json::kind::uint64:
        return integer(v.get_uint64());
      case json::kind::double_:
        out_.append(number_text(v.get_double()));
        return;
      case json::kind::bool_:
        out_.append(v.get_bool() ? "true" : "false");
        return;
      case json::kind::null:
        out_.append("null");
        return;
    }
  }

 private:
  void write(const json::object& o) {
    out_.push_back('{');
    ++depth_;
    bool first = true;
    for (const auto& member : o) {
      next_line(first);
      quoted(member.key());
      out_.append(pretty_ ? ": " : ":");
      write(member.value());
    }
    close(first, '}');
  }

  void write(const json::array& a) {
    out_.push_back('[');
    ++depth_;
    bool first = true;
    for (const auto& element : a) {
      next_line(first);
      write(element);
    }
    close(first, ']');
  }

  void write_string(const json::value& v) {
    if (const auto number = exact_number(v); !number.empty()) {
      out_.append(number);
    } else {
      quoted(v.get_string());
    }
  }

  void quoted(json::string_view text) {
    serializer_.reset(text);
    std::array<char, 4096> buffer{};
    while (!serializer_.done()) {
      const auto part = serializer_.read(buffer.data(), buffer.size());
      out_.append(part.data(), part.size());
    }
  }

  template <class Integer>
  void integer(Integer i) {
    std::array<char, 24> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), i);
    out_.append(buffer.data(), end.ptr);
  }

  void next_line(bool& first) {
    if (!first) out_.push_back(',');
    first = false;
    line();
  }

  void close(bool empty, char bracket) {
    --depth_;
    if (!empty) line();
    out_.push_back(bracket);
  }

  void line() {
    if (!pretty_) return;
    out_.push_back('\n');
    out_.append(2 * depth_, ' ');
  }

  std::string& out_;
  bool pretty_;
  std::size_t depth_ = 0;
  json::serializer serializer_;
};

}  // namespace

result<json::value> read_json(std::string_view text) {
  json::basic_parser<json_events> parser(options());
  json::error_code ec;
  const auto read = parser.write_some(false, text.data(), text.size(), ec);
  if (!ec && read < text.size()) ec = json::error::extra_data;
  if (ec) return error{exit_code::could_not_go_on, "no JSON: " + ec.message(), "", "", ""};
  return parser.handler().builder.release();
}

void write_json(std::string& out, const json::value& v, json_layout layout) {
  writer(out, layout).write(v);
}

std::string as_utf8(std::string_view text) {
  std::string quoted;
  writer(quoted, json_layout::compact).write(json::value(json::string_view(text.data(), text.size())));
  if (quoted.starts_with('"') && read_json(quoted)) return std::string(text);
  std::string ascii(text);
  for (char& c : ascii) {
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  }
  return ascii;
}

}  // namespace sluice
