// A SOQL statement as a tree: what is written, before any of its names is looked up.
#pragma once

#include "orgsim/soql/date_literal.hpp"
#include "orgsim/soql/value.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sluice::orgsim::soql {

// A column as it is written, perhaps through relationships: `Parent.Profile.Name`.
struct path {
  std::string text;
  std::size_t at = 0;  // offset in the statement, for error messages
};

enum class function {
  none,
  count,
  count_distinct,
  sum,
  average,
  least,
  greatest,
  calendar_month,
  calendar_quarter,
  calendar_year,
  day_in_month,
  day_in_week,
  day_in_year,
  day_only,
  fiscal_month,
  fiscal_quarter,
  fiscal_year,
  hour_in_day,
  week_in_month,
  week_in_year,
};

inline bool is_aggregate(function f) {
  return f >= function::count && f <= function::greatest;
}

// A column, perhaps inside a function. convertTimezone(), convertCurrency() and toLabel() change nothing in an org of
// one time zone, currency and language; format() makes a text of the value.
struct expression {
  function applied = function::none;
  path column;
  bool formatted = false;
};

struct statement;

struct type_branch {
  path type;
  std::vector<path> columns;
};

// TYPEOF What WHEN Account THEN Phone ELSE Name END
struct type_choice {
  path relation;
  std::vector<type_branch> branches;
  std::vector<path> otherwise;
};

enum class field_set { all, standard, custom };

struct select_item {
  enum class form { column, count_rows, fields, children, choice };
  form what = form::column;
  expression column;
  std::string alias;
  field_set set = field_set::all;
  std::shared_ptr<statement> nested;
  std::shared_ptr<type_choice> choice;
};

enum class relation_operator {
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  like,
  in,
  not_in,
  includes,
  excludes
};

// A literal, or a stretch of days that hangs on the org's clock.
struct operand {
  value literal;
  std::optional<date_literal> relative;
  std::size_t at = 0;
};

struct condition {
  enum class form { comparison, all_of, any_of, negation };
  form what = form::comparison;
  // comparison
  expression left;
  relation_operator op = relation_operator::equal;
  std::vector<operand> operands;
  std::shared_ptr<statement> subselect;  // of IN and NOT IN
  // all_of, any_of: two and more; negation: one
  std::vector<condition> parts;
};

struct ordering {
  expression by;
  bool descending = false;
  bool nulls_last = false;
};

// `FROM Contact c, c.Account a`: a stands for Account.
struct path_alias {
  path stands_for;
  std::string alias;
};

struct statement {
  std::string text;
  std::vector<select_item> select;
  path from;
  std::string alias;
  std::vector<path_alias> more_aliases;
  std::string scope;
  std::optional<condition> where;
  std::vector<expression> group_by;
  std::optional<condition> having;
  std::vector<ordering> order_by;
  std::optional<std::int64_t> limit;
  std::size_t limit_at = 0;
  std::int64_t offset = 0;
};

}  // namespace sluice::orgsim::soql
