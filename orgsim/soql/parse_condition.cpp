// WHERE and HAVING.

#include "orgsim/soql/token_reader.hpp"

#include <array>
#include <utility>

namespace sluice::orgsim::soql {

namespace {

bool read_operand(token_reader& in, operand& to) {
  to.at = in.peek().at;
  if (in.peek().kind == token_kind::literal) {
    to.literal = in.take().literal;
    return true;
  }
  if (in.at_symbol(":"))
    return in.refuse(malformed(point_at(in.text(), to.at, "Bind variables only allowed in Apex code")));
  if (in.take_keyword("NULL")) return true;
  if (in.at_keyword("TRUE") || in.at_keyword("FALSE")) {
    to.literal = in.at_keyword("TRUE");
    in.take();
    return true;
  }
  if (in.peek().kind != token_kind::word) return in.refuse();
  std::optional<std::int64_t> n;
  if (in.at_symbol(":", 1))
    if (const auto* number = std::get_if<std::int64_t>(&in.peek(2).literal)) n = *number;
  to.relative = date_literal_named(in.peek().text, n);
  if (!to.relative) return in.refuse();
  for (int i = 0; i < (n ? 3 : 1); ++i) in.take();
  return true;
}

bool read_list(token_reader& in, condition& to, bool may_select) {
  if (!in.expect_symbol("(")) return false;
  if (may_select && in.at_keyword("SELECT")) {
    to.subselect = std::make_shared<statement>();
    return read_statement(in, *to.subselect, nesting::semi_join) && in.expect_symbol(")");
  }
  do {
    if (!read_operand(in, to.operands.emplace_back())) return false;
  } while (in.take_symbol(","));
  return in.expect_symbol(")");
}

bool read_sign(token_reader& in, relation_operator& op) {
  constexpr std::array<std::pair<std::string_view, relation_operator>, 7> signs{
      {{"=", relation_operator::equal},
       {"!=", relation_operator::not_equal},
       {"<>", relation_operator::not_equal},
       {"<=", relation_operator::less_equal},
       {">=", relation_operator::greater_equal},
       {"<", relation_operator::less},
       {">", relation_operator::greater}}};
  for (const auto& [sign, meaning] : signs) {
    if (!in.take_symbol(sign)) continue;
    op = meaning;
    return true;
  }
  return in.refuse();
}

bool read_comparison(token_reader& in, condition& to) {
  if (!read_expression(in, to.left)) return false;
  if (in.take_keyword("LIKE")) {
    to.op = relation_operator::like;
    return read_operand(in, to.operands.emplace_back());
  }
  if (in.take_keyword("NOT")) {
    to.op = relation_operator::not_in;
    return in.expect_keyword("IN") && read_list(in, to, true);
  }
  constexpr std::array<std::pair<std::string_view, relation_operator>, 3> words{
      {{"IN", relation_operator::in},
       {"INCLUDES", relation_operator::includes},
       {"EXCLUDES", relation_operator::excludes}}};
  for (const auto& [word, meaning] : words) {
    if (!in.take_keyword(word)) continue;
    to.op = meaning;
    return read_list(in, to, meaning == relation_operator::in);
  }
  return read_sign(in, to.op) && read_operand(in, to.operands.emplace_back());
}

bool read_term(token_reader& in, condition& to) {
  if (!in.enter()) return false;
  bool good = false;
  if (in.take_keyword("NOT")) {
    to.what = condition::form::negation;
    good = read_term(in, to.parts.emplace_back());
  } else if (in.take_symbol("(")) {
    good = read_conditions(in, to) && in.expect_symbol(")");
  } else {
    good = read_comparison(in, to);
  }
  in.leave();
  return good;
}

}  // namespace

// AND and OR don't mix on one level without parentheses: the API wants to be told.
bool read_conditions(token_reader& in, condition& to) {
  std::vector<condition> parts(1);
  if (!read_term(in, parts.back())) return false;
  const bool any = in.at_keyword("OR");
  while (in.take_keyword(any ? "OR" : "AND"))
    if (!read_term(in, parts.emplace_back())) return false;
  if (in.at_keyword("AND") || in.at_keyword("OR")) return in.refuse();
  if (parts.size() == 1) {
    to = std::move(parts.front());
  } else {
    to.what = any ? condition::form::any_of : condition::form::all_of;
    to.parts = std::move(parts);
  }
  return true;
}

}  // namespace sluice::orgsim::soql
