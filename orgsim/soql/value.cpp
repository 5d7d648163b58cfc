#include "orgsim/soql/value.hpp"

#include "orgsim/answers/json_text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstddef>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace sluice::orgsim::soql {

namespace {

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

template <class T>
int order(const T& left, const T& right) {
  return left < right ? -1 : right < left ? 1 : 0;
}

int order_text(std::string_view left, std::string_view right) {
  const std::size_t shared = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < shared; ++i)
    if (const int o = order(lower(left[i]), lower(right[i])); o != 0) return o;
  return order(left.size(), right.size());
}

int order_ids(std::string_view left, std::string_view right) {
  constexpr std::size_t short_length = 15;
  if (left.size() >= short_length && right.size() >= short_length)
    return order(left.substr(0, short_length), right.substr(0, short_length));
  return order_text(left, right);
}

std::optional<double> as_number(const value& v) {
  if (const auto* whole = std::get_if<std::int64_t>(&v)) return static_cast<double>(*whole);
  if (const auto* decimal = std::get_if<double>(&v)) return *decimal;
  return std::nullopt;
}

std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
  int number = 0;
  if (from + count > text.size()) return std::nullopt;
  const char* end = text.data() + from + count;
  const auto read = std::from_chars(text.data() + from, end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

}  // namespace

std::optional<int> compare(column_type type, const value& left, const value& right) {
  if (is_null(left) || is_null(right)) return std::nullopt;
  if (const auto l = as_number(left), r = as_number(right); l && r) return order(*l, *r);
  if (left.index() != right.index()) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&left)) {
    const auto& other = std::get<std::string>(right);
    return type == column_type::id ? order_ids(*text, other) : order_text(*text, other);
  }
  return order(left, right);
}

bool alike(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [](char l, char r) { return lower(l) == lower(r); });
}

bool like(std::string_view text, std::string_view pattern) {
  std::size_t t = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '%') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && (pattern[p] == '_' || lower(pattern[p]) == lower(text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '%') ++p;
  return p == pattern.size();
}

std::string text_of(moment at) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.000+0000", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

std::string text_of(day at) {
  return fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

std::optional<day> parse_day(std::string_view text) {
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto of_month = digits(text, 8, 2);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !year || !month || !of_month) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*of_month))};
  if (!date.ok()) return std::nullopt;
  return day(date);
}

std::optional<moment> parse_moment(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto date = parse_day(text.substr(0, 10));
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  std::string_view zone = text.substr(19);
  if (zone.starts_with('.')) {
    const std::size_t end = zone.find_first_not_of("0123456789", 1);
    zone = end == std::string_view::npos ? std::string_view() : zone.substr(end);
  }
  std::chrono::minutes ahead{0};
  if (zone != "Z" && zone != "z") {
    const auto hours = digits(zone, 1, 2);
    const auto minutes = digits(zone, zone.size() == 6 ? 4 : 3, 2);
    if ((zone.size() != 5 && zone.size() != 6) || !hours || !minutes || (zone[0] != '+' && zone[0] != '-'))
      return std::nullopt;
    ahead = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    if (zone[0] == '-') ahead = -ahead;
  }
  return *date + std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second) - ahead;
}

std::string folded(column_type type, const value& v) {
  constexpr std::size_t short_length = 15;
  if (const auto* text = std::get_if<std::string>(&v)) {
    if (type == column_type::id && text->size() == short_length + 3) return text->substr(0, short_length);
    if (type == column_type::id) return *text;
    std::string same(*text);
    std::transform(same.begin(), same.end(), same.begin(), lower);
    return same;
  }
  if (const auto number = as_number(v)) return std::to_string(*number);
  std::string json;
  append_json(json, v);
  return json;
}

void append_json(std::string& out, const value& v) {
  struct writer {
    std::string& out;
    void operator()(std::monostate) const { out += "null"; }
    void operator()(bool b) const { out += b ? "true" : "false"; }
    void operator()(std::int64_t n) const { out += std::to_string(n); }
    void operator()(double d) const { append_decimal(out, d); }
    void operator()(const std::string& s) const { append_quoted(out, s); }
    void operator()(moment m) const { append_quoted(out, text_of(m)); }
    void operator()(day d) const { append_quoted(out, text_of(d)); }
    void operator()(const fragment& f) const { out += f.json; }
  };
  std::visit(writer{out}, v);
}

}  // namespace sluice::orgsim::soql
