#include "orgsim/soql/parser.hpp"

#include "orgsim/soql/token_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::orgsim::soql {

namespace {

bool starts_clause(const token& t) {
  constexpr std::array<std::string_view, 12> clauses{"WHERE", "ORDER", "LIMIT", "OFFSET", "GROUP", "HAVING",
                                                     "WITH",  "USING", "FOR",   "UPDATE", "ALL",   "AS"};
  return std::any_of(clauses.begin(), clauses.end(), [&t](auto clause) { return is_keyword(t, clause); });
}

bool read_alias(token_reader& in, std::string& to) {
  in.take_keyword("AS");
  if (in.peek().kind == token_kind::word && !starts_clause(in.peek())) to = in.take().text;
  return true;
}

bool read_from(token_reader& in, statement& to) {
  if (!in.expect_keyword("FROM") || !in.take_path(to.from) || !read_alias(in, to.alias)) return false;
  while (in.take_symbol(",")) {
    path_alias& more = to.more_aliases.emplace_back();
    if (!in.take_path(more.stands_for) || !read_alias(in, more.alias)) return false;
  }
  if (!in.take_keyword("USING")) return true;
  if (!in.expect_keyword("SCOPE") || in.peek().kind != token_kind::word) return in.refuse();
  to.scope = in.take().text;
  return true;
}

bool read_grouping(token_reader& in, statement& to) {
  if (!in.take_keyword("GROUP")) return !in.at_keyword("HAVING") || in.refuse();
  if (!in.expect_keyword("BY")) return false;
  do {
    if (in.at_keyword("ROLLUP") || in.at_keyword("CUBE")) return in.refuse();
    if (!read_expression(in, to.group_by.emplace_back())) return false;
  } while (in.take_symbol(","));
  return !in.take_keyword("HAVING") || read_conditions(in, to.having.emplace());
}

bool read_order(token_reader& in, statement& to) {
  if (!in.take_keyword("ORDER")) return true;
  if (!in.expect_keyword("BY")) return false;
  do {
    ordering& by = to.order_by.emplace_back();
    if (!read_expression(in, by.by)) return false;
    by.descending = in.take_keyword("DESC");
    if (!by.descending) in.take_keyword("ASC");
    if (in.take_keyword("NULLS")) {
      by.nulls_last = in.take_keyword("LAST");
      if (!by.nulls_last && !in.expect_keyword("FIRST")) return false;
    }
  } while (in.take_symbol(","));
  return true;
}

// FOR VIEW, FOR REFERENCE and UPDATE TRACKING, VIEWSTAT leave marks on records in an org; answers are the same.
bool read_tail(token_reader& in) {
  while (in.take_keyword("FOR"))
    if (!in.take_keyword("VIEW") && !in.take_keyword("REFERENCE") && !in.expect_keyword("UPDATE")) return false;
  while (in.take_keyword("UPDATE"))
    if (!in.take_keyword("TRACKING") && !in.expect_keyword("VIEWSTAT")) return false;
  if (in.at_keyword("ALL"))
    return in.refuse(malformed(point_at(in.text(), in.peek().at, "ALL ROWS not allowed in this context")));
  return true;
}

}  // namespace

bool read_statement(token_reader& in, statement& to, nesting inside) {
  if (!in.enter()) return false;
  to.text = in.text();
  if (!in.expect_keyword("SELECT") || !read_select(in, to, inside) || !read_from(in, to)) return false;
  if (in.take_keyword("WHERE") && !read_conditions(in, to.where.emplace())) return false;
  if (!read_grouping(in, to) || !read_order(in, to)) return false;
  if (in.take_keyword("LIMIT")) {
    to.limit_at = in.peek().at;
    if (!in.whole_number(to.limit.emplace())) return false;
  }
  if (in.take_keyword("OFFSET") && !in.whole_number(to.offset)) return false;
  in.leave();
  return inside != nesting::none || read_tail(in);
}

boost::system::result<statement, refusal> parse(std::string_view text) {
  auto tokens = tokens_of(text);
  if (!tokens) return tokens.error();
  token_reader in(text, std::move(*tokens));
  statement result;
  if (!read_statement(in, result, nesting::none)) return std::move(in.fault);
  if (in.peek().kind != token_kind::end) {
    in.refuse();
    return std::move(in.fault);
  }
  return result;
}

}  // namespace sluice::orgsim::soql
