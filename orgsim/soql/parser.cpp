#include "orgsim/soql/parser.hpp"

#include "orgsim/soql/token.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace sluice::orgsim::soql {

namespace {

// Recursive descent. A method that fails leaves the refusal in fault_ and returns false.
class parser {
 public:
  parser(std::string_view text, std::vector<token> tokens) : text_(text), tokens_(std::move(tokens)) {
    result_.text = text;
  }

  boost::system::result<statement, refusal> run() {
    if (!statement_()) return std::move(fault_);
    return std::move(result_);
  }

 private:
  const token& peek() const { return tokens_[at_]; }
  const token& take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool take_keyword(std::string_view keyword) { return is_keyword(peek(), keyword) && (take(), true); }
  bool take_symbol(std::string_view symbol) {
    return peek().kind == token_kind::symbol && peek().text == symbol && (take(), true);
  }
  bool refuse() {
    fault_ = unexpected_token(text_, peek().at, peek().text);
    return false;
  }
  bool expect_keyword(std::string_view keyword) { return take_keyword(keyword) || refuse(); }
  bool expect_symbol(std::string_view symbol) { return take_symbol(symbol) || refuse(); }

  bool take_path(path& to) {
    if (peek().kind != token_kind::word || peek().text.ends_with('.')) return refuse();
    to = {std::string(peek().text), peek().at};
    take();
    return true;
  }

  bool statement_() {
    if (!expect_keyword("SELECT") || !select_list() || !expect_keyword("FROM") || !take_path(result_.from))
      return false;
    if (peek().kind == token_kind::word && !starts_clause()) result_.alias = take().text;
    if (take_keyword("WHERE") && !conditions(result_.where.emplace())) return false;
    if (take_keyword("ORDER") && (!expect_keyword("BY") || !order_by())) return false;
    if (take_keyword("LIMIT") && !whole_number(result_.limit.emplace())) return false;
    if (take_keyword("OFFSET") && !whole_number(result_.offset)) return false;
    return peek().kind == token_kind::end || refuse();
  }

  bool starts_clause() const {
    constexpr std::array<std::string_view, 9> clauses{"WHERE",  "ORDER", "LIMIT", "OFFSET", "GROUP",
                                                      "HAVING", "WITH",  "USING", "FOR"};
    return std::any_of(clauses.begin(), clauses.end(), [this](auto clause) { return is_keyword(peek(), clause); });
  }

  bool select_list() {
    do {
      if (!select_item_(result_.select.emplace_back())) return false;
    } while (take_symbol(","));
    return true;
  }

  bool select_item_(select_item& item) {
    if (!take_path(item.column)) return false;
    if (take_symbol("(")) return count(item);
    return true;
  }

  bool count(select_item& item) {
    const token& function = tokens_[at_ - 2];
    if (!is_keyword(function, "COUNT")) {
      fault_ = unexpected_token(text_, function.at + function.text.size(), "(");
      return false;
    }
    if (take_symbol(")")) {
      item.what = select_item::form::count_rows;
      return true;
    }
    item.what = select_item::form::count_column;
    if (!take_path(item.column) || !expect_symbol(")")) return false;
    if (peek().kind == token_kind::word && !is_keyword(peek(), "FROM")) item.alias = take().text;
    return true;
  }

  // AND and OR don't mix on one level without parentheses: the API wants to be told.
  bool conditions(condition& to) {
    std::vector<condition> parts(1);
    if (!term(parts.back())) return false;
    const bool any = is_keyword(peek(), "OR");
    const std::string_view joiner = any ? "OR" : "AND";
    while (take_keyword(joiner))
      if (!term(parts.emplace_back())) return false;
    if (is_keyword(peek(), "AND") || is_keyword(peek(), "OR")) return refuse();
    if (parts.size() == 1) {
      to = std::move(parts.front());
    } else {
      to.what = any ? condition::form::any_of : condition::form::all_of;
      to.parts = std::move(parts);
    }
    return true;
  }

  bool term(condition& to) {
    if (++depth_ > most_depth) {
      fault_ = {400, "QUERY_TOO_COMPLICATED", "the WHERE clause is nested too deeply"};
      return false;
    }
    const bool good = term_inside(to);
    --depth_;
    return good;
  }

  bool term_inside(condition& to) {
    if (take_keyword("NOT")) {
      to.what = condition::form::negation;
      return term(to.parts.emplace_back());
    }
    if (take_symbol("(")) return conditions(to) && expect_symbol(")");
    return comparison(to);
  }

  bool comparison(condition& to) {
    if (!take_path(to.column)) return false;
    if (take_keyword("LIKE")) {
      to.op = relation_operator::like;
      return literal(to.literals.emplace_back());
    }
    if (take_keyword("IN")) {
      to.op = relation_operator::in;
      return list(to.literals);
    }
    if (take_keyword("NOT")) {
      to.op = relation_operator::not_in;
      return expect_keyword("IN") && list(to.literals);
    }
    return comparison_symbol(to.op) && literal(to.literals.emplace_back());
  }

  bool comparison_symbol(relation_operator& op) {
    constexpr std::array<std::pair<std::string_view, relation_operator>, 7> symbols{
        {{"=", relation_operator::equal},
         {"!=", relation_operator::not_equal},
         {"<>", relation_operator::not_equal},
         {"<", relation_operator::less},
         {"<=", relation_operator::less_equal},
         {">", relation_operator::greater},
         {">=", relation_operator::greater_equal}}};
    for (const auto& [symbol, meaning] : symbols) {
      if (!take_symbol(symbol)) continue;
      op = meaning;
      return true;
    }
    return refuse();
  }

  bool list(std::vector<value>& to) {
    if (!expect_symbol("(")) return false;
    do {
      if (!literal(to.emplace_back())) return false;
    } while (take_symbol(","));
    return expect_symbol(")");
  }

  bool literal(value& to) {
    if (peek().kind == token_kind::literal)
      to = take().literal;
    else if (take_keyword("NULL"))
      to = std::monostate();
    else if (take_keyword("TRUE"))
      to = true;
    else if (take_keyword("FALSE"))
      to = false;
    else
      return refuse();
    return true;
  }

  bool order_by() {
    do {
      ordering& by = result_.order_by.emplace_back();
      if (!take_path(by.column)) return false;
      by.descending = take_keyword("DESC");
      if (!by.descending) take_keyword("ASC");
      if (take_keyword("NULLS")) {
        by.nulls_last = take_keyword("LAST");
        if (!by.nulls_last && !expect_keyword("FIRST")) return false;
      }
    } while (take_symbol(","));
    return true;
  }

  bool whole_number(std::int64_t& to) {
    const auto* number = std::get_if<std::int64_t>(&peek().literal);
    if (number == nullptr || *number < 0) return refuse();
    to = *number;
    take();
    return true;
  }

  static constexpr int most_depth = 50;

  std::string_view text_;
  std::vector<token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  statement result_;
  refusal fault_;
};

}  // namespace

boost::system::result<statement, refusal> parse(std::string_view text) {
  auto tokens = tokens_of(text);
  if (!tokens) return tokens.error();
  return parser(text, std::move(*tokens)).run();
}

}  // namespace sluice::orgsim::soql
