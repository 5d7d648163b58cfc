// Walks over the tokens of a statement: what every rule of the grammar reads with. A rule that fails leaves the refusal
// in `fault` and returns false.
#pragma once

#include "orgsim/soql/refusal.hpp"
#include "orgsim/soql/statement.hpp"
#include "orgsim/soql/token.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::orgsim::soql {

class token_reader {
 public:
  token_reader(std::string_view text, std::vector<token> tokens) : text_(text), tokens_(std::move(tokens)) {}

  std::string_view text() const { return text_; }
  const token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  const token& take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool at_keyword(std::string_view keyword) const { return is_keyword(peek(), keyword); }
  bool take_keyword(std::string_view keyword) { return at_keyword(keyword) && (take(), true); }
  bool at_symbol(std::string_view symbol, std::size_t ahead = 0) const {
    return peek(ahead).kind == token_kind::symbol && peek(ahead).text == symbol;
  }
  bool take_symbol(std::string_view symbol) { return at_symbol(symbol) && (take(), true); }

  bool refuse(refusal why) {
    fault = std::move(why);
    return false;
  }
  // What stands here can't stand here.
  bool refuse() { return refuse(unexpected_token(text_, peek().at, peek().text)); }
  bool expect_keyword(std::string_view keyword) { return take_keyword(keyword) || refuse(); }
  bool expect_symbol(std::string_view symbol) { return take_symbol(symbol) || refuse(); }

  bool take_path(path& to) {
    if (peek().kind != token_kind::word || peek().text.ends_with('.')) return refuse();
    to = {std::string(peek().text), peek().at};
    take();
    return true;
  }

  bool whole_number(std::int64_t& to) {
    const auto* number = std::get_if<std::int64_t>(&peek().literal);
    if (number == nullptr || *number < 0) return refuse();
    to = *number;
    take();
    return true;
  }

  // Statements and conditions inside others are counted, so that no text can exhaust the stack.
  bool enter() {
    constexpr int most_depth = 50;
    return ++depth_ <= most_depth || refuse({400, "QUERY_TOO_COMPLICATED", "the statement is nested too deeply"});
  }
  void leave() { --depth_; }

  refusal fault;

 private:
  std::string_view text_;
  std::vector<token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

enum class nesting { none, children, semi_join };

bool read_statement(token_reader& in, statement& to, nesting inside);
bool read_select(token_reader& in, statement& to, nesting inside);
bool read_expression(token_reader& in, expression& to);
bool read_conditions(token_reader& in, condition& to);

}  // namespace sluice::orgsim::soql
