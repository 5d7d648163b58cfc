// What stands between SELECT and FROM: columns, functions, FIELDS(), TYPEOF, child relationships.

#include "orgsim/soql/token_reader.hpp"

#include <array>
#include <optional>

namespace sluice::orgsim::soql {

namespace {

struct function_name {
  std::string_view word;
  function meaning;
};
constexpr std::array<function_name, 19> functions{{{"COUNT", function::count},
                                                   {"COUNT_DISTINCT", function::count_distinct},
                                                   {"SUM", function::sum},
                                                   {"AVG", function::average},
                                                   {"MIN", function::least},
                                                   {"MAX", function::greatest},
                                                   {"CALENDAR_MONTH", function::calendar_month},
                                                   {"CALENDAR_QUARTER", function::calendar_quarter},
                                                   {"CALENDAR_YEAR", function::calendar_year},
                                                   {"DAY_IN_MONTH", function::day_in_month},
                                                   {"DAY_IN_WEEK", function::day_in_week},
                                                   {"DAY_IN_YEAR", function::day_in_year},
                                                   {"DAY_ONLY", function::day_only},
                                                   {"FISCAL_MONTH", function::fiscal_month},
                                                   {"FISCAL_QUARTER", function::fiscal_quarter},
                                                   {"FISCAL_YEAR", function::fiscal_year},
                                                   {"HOUR_IN_DAY", function::hour_in_day},
                                                   {"WEEK_IN_MONTH", function::week_in_month},
                                                   {"WEEK_IN_YEAR", function::week_in_year}}};

std::optional<function> function_at(const token_reader& in) {
  if (in.at_symbol("(", 1))
    for (const function_name& f : functions)
      if (in.at_keyword(f.word)) return f.meaning;
  return std::nullopt;
}

bool at_wrapper(const token_reader& in) {
  if (!in.at_symbol("(", 1)) return false;
  for (const std::string_view word : {"FORMAT", "TOLABEL", "CONVERTCURRENCY", "CONVERTTIMEZONE"})
    if (in.at_keyword(word)) return true;
  return false;
}

bool read_field_set(token_reader& in, select_item& item) {
  item.what = select_item::form::fields;
  item.column.column.at = in.take().at;
  in.take();
  if (in.take_keyword("ALL"))
    item.set = field_set::all;
  else if (in.take_keyword("STANDARD"))
    item.set = field_set::standard;
  else if (in.take_keyword("CUSTOM"))
    item.set = field_set::custom;
  else
    return in.refuse();
  return in.expect_symbol(")");
}

bool read_paths(token_reader& in, std::vector<path>& to) {
  do {
    if (!in.take_path(to.emplace_back())) return false;
  } while (in.take_symbol(","));
  return true;
}

bool read_choice(token_reader& in, select_item& item) {
  item.what = select_item::form::choice;
  item.choice = std::make_shared<type_choice>();
  in.take();
  if (!in.take_path(item.choice->relation) || !in.at_keyword("WHEN")) return in.refuse();
  while (in.take_keyword("WHEN")) {
    type_branch& branch = item.choice->branches.emplace_back();
    if (!in.take_path(branch.type) || !in.expect_keyword("THEN") || !read_paths(in, branch.columns)) return false;
  }
  if (in.take_keyword("ELSE") && !read_paths(in, item.choice->otherwise)) return false;
  return in.expect_keyword("END");
}

bool read_item(token_reader& in, select_item& item, nesting inside) {
  if (in.take_symbol("(")) {
    if (inside != nesting::none) return in.refuse();
    item.what = select_item::form::children;
    item.nested = std::make_shared<statement>();
    return read_statement(in, *item.nested, nesting::children) && in.expect_symbol(")");
  }
  if (in.at_keyword("TYPEOF") && in.peek(1).kind == token_kind::word) return read_choice(in, item);
  if (in.at_keyword("FIELDS") && in.at_symbol("(", 1)) return read_field_set(in, item);
  if (in.at_keyword("COUNT") && in.at_symbol("(", 1) && in.at_symbol(")", 2)) {
    item.what = select_item::form::count_rows;
    item.column.column = {"COUNT()", in.peek().at};
    in.take();
    in.take();
    in.take();
    return true;
  }
  if (!read_expression(in, item.column)) return false;
  if (in.peek().kind == token_kind::word && !in.at_keyword("FROM")) item.alias = in.take().text;
  return true;
}

}  // namespace

bool read_expression(token_reader& in, expression& to) {
  if (at_wrapper(in)) {
    if (!in.enter()) return false;
    to.formatted = to.formatted || in.at_keyword("FORMAT");
    in.take();
    in.take();
    const bool good = read_expression(in, to) && in.expect_symbol(")");
    in.leave();
    return good;
  }
  const auto applied = function_at(in);
  if (!applied) {
    if (!in.take_path(to.column)) return false;
    return !in.at_symbol("(") || in.refuse();
  }
  to.applied = *applied;
  in.take();
  in.take();
  if (!at_wrapper(in)) return in.take_path(to.column) && in.expect_symbol(")");
  in.take();
  in.take();
  return in.take_path(to.column) && in.expect_symbol(")") && in.expect_symbol(")");
}

bool read_select(token_reader& in, statement& to, nesting inside) {
  constexpr std::size_t most_children = 20;
  std::size_t children = 0;
  do {
    select_item& item = to.select.emplace_back();
    if (!read_item(in, item, inside)) return false;
    children += item.what == select_item::form::children ? 1 : 0;
  } while (in.take_symbol(","));
  return children <= most_children || in.refuse(malformed("A SOQL statement can query at most 20 child relationships"));
}

}  // namespace sluice::orgsim::soql
