#include "salesforce/error_body.hpp"

#include "salesforce/json_text.hpp"
#include "salesforce/trimmed.hpp"

#include <algorithm>
#include <cstddef>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace sluice {
namespace {

namespace json = boost::json;

/// Errors are a few hundred bytes; only a page of something else is longer than this.
constexpr std::size_t error_bytes_max = std::size_t{256} * 1024;
constexpr std::size_t message_bytes_max = 400;
constexpr std::size_t code_bytes_max = 100;

/// Cut where a character of UTF-8 begins, so that what is left is still text.
std::string_view cut(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0U) == 0x80U) --bytes_max;
  return text.substr(0, bytes_max);
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (!blank) line += c;
    if (blank && !line.empty() && line.back() != ' ') line += ' ';
  }
  if (line.ends_with(' ')) line.pop_back();
  line.resize(cut(line, message_bytes_max).size());
  return line;
}

org_error of_object(const json::object& error) {
  auto code = text_in(error, "errorCode");
  auto message = text_in(error, "message");
  if (code.empty()) {
    code = text_in(error, "error");
    message = text_in(error, "error_description");
  }
  return {one_line(cut(code, code_bytes_max)), one_line(message)};
}

}  // namespace

org_error read_error_body(std::string_view body) {
  const auto text = trimmed(body);
  if (looks_like_html(text)) return {{}, "an HTML page"};
  if (text.empty() || text.size() > error_bytes_max) return {};
  if (!looks_like_json(text)) return {{}, one_line(text)};
  const auto value = parse_json(text);
  if (!value) return {};
  if (const auto* object = value->if_object()) return of_object(*object);
  const auto* list = value->if_array();
  if (list == nullptr || list->empty()) return {};
  const auto* first = list->front().if_object();
  return first == nullptr ? org_error{} : of_object(*first);
}

bool looks_like_html(std::string_view body) {
  return trimmed(body).starts_with('<');
}

bool looks_like_json(std::string_view body) {
  const auto text = trimmed(body);
  if (text.size() < 2) return false;
  return (text.front() == '{' && text.back() == '}') || (text.front() == '[' && text.back() == ']');
}

}  // namespace sluice
