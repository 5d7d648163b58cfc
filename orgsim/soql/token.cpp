#include "orgsim/soql/token.hpp"

#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>

namespace sluice::orgsim::soql {

namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class lexer {
 public:
  explicit lexer(std::string_view text) : text_(text) {}

  boost::system::result<std::vector<token>, refusal> run() {
    for (skip_space(); at_ < text_.size(); skip_space()) {
      if (!next()) return fault_;
    }
    tokens_.push_back({token_kind::end, {}, text_.size(), {}});
    return std::move(tokens_);
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  }

  void push(token_kind kind, std::size_t length, value literal = {}) {
    tokens_.push_back({kind, text_.substr(at_, length), at_, std::move(literal)});
    at_ += length;
  }

  bool fail(std::size_t at, std::string_view what) {
    fault_ = malformed(point_at(text_, at, what));
    return false;
  }

  bool next() {
    const char c = text_[at_];
    const char after = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (c == '\'') return string();
    if (is_digit(c) || ((c == '-' || c == '+') && is_digit(after))) return number_or_date();
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      std::size_t length = 0;
      while (at_ + length < text_.size() && is_word(text_[at_ + length])) ++length;
      push(token_kind::word, length);
      return true;
    }
    constexpr std::array<std::string_view, 4> pairs{"!=", "<>", "<=", ">="};
    for (auto pair : pairs) {
      if (text_.substr(at_, 2) == pair) {
        push(token_kind::symbol, 2);
        return true;
      }
    }
    if (std::string_view("(),=<>:").find(c) == std::string_view::npos)
      return fail(at_, std::string("unexpected char: '") + c + "'");
    push(token_kind::symbol, 1);
    return true;
  }

  static std::optional<char> unescaped(char c) {
    switch (c) {
      case 'n':
      case 'N':
        return '\n';
      case 'r':
      case 'R':
        return '\r';
      case 't':
      case 'T':
        return '\t';
      case 'b':
      case 'B':
        return '\b';
      case 'f':
      case 'F':
        return '\f';
      case '"':
      case '\'':
      case '\\':
      case '_':
      case '%':
        return c;
      default:
        return std::nullopt;
    }
  }

  bool string() {
    std::string content;
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      if (text_[i] == '\'') {
        push(token_kind::literal, i + 1 - at_, std::move(content));
        return true;
      }
      if (text_[i] != '\\') {
        content += text_[i];
        continue;
      }
      const auto c = i + 1 < text_.size() ? unescaped(text_[i + 1]) : std::nullopt;
      if (!c) return fail(i, "Invalid string literal: illegal character sequence after \\");
      content += *c;
      ++i;
    }
    return fail(at_, "unterminated string literal");
  }

  bool number_or_date() {
    std::size_t length = 1;
    while (at_ + length < text_.size() && (is_word(text_[at_ + length]) || text_[at_ + length] == ':' ||
                                           text_[at_ + length] == '-' || text_[at_ + length] == '+'))
      ++length;
    const std::string_view word = text_.substr(at_, length);
    if (const auto at = parse_moment(word)) return push(token_kind::literal, length, *at), true;
    if (const auto date = parse_day(word)) return push(token_kind::literal, length, *date), true;
    const std::string_view digits = word.starts_with('+') ? word.substr(1) : word;
    const char* end = digits.data() + digits.size();
    std::int64_t whole = 0;
    if (const auto read = std::from_chars(digits.data(), end, whole); read.ec == std::errc() && read.ptr == end)
      return push(token_kind::literal, length, whole), true;
    double decimal = 0;
    if (const auto read = std::from_chars(digits.data(), end, decimal); read.ec == std::errc() && read.ptr == end)
      return push(token_kind::literal, length, decimal), true;
    fault_ = unexpected_token(text_, at_, word);
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<token> tokens_;
  refusal fault_;
};

}  // namespace

boost::system::result<std::vector<token>, refusal> tokens_of(std::string_view statement) {
  return lexer(statement).run();
}

bool is_keyword(const token& t, std::string_view keyword) {
  if (t.kind != token_kind::word || t.text.size() != keyword.size()) return false;
  for (std::size_t i = 0; i < keyword.size(); ++i)
    if (std::toupper(static_cast<unsigned char>(t.text[i])) != keyword[i]) return false;
  return true;
}

}  // namespace sluice::orgsim::soql
