// A SOQL statement as a tree. What the parser does not know yet (GROUP BY, FIELDS(), subqueries, TYPEOF) gets its place
// here first: a member of statement or another form of select_item.
#pragma once

#include "orgsim/soql/value.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice::orgsim::soql {

// A column as it is written, perhaps through relationships: `Parent.Profile.Name`.
struct path {
  std::string text;
  std::size_t at = 0;  // offset in the statement, for error messages
};

struct select_item {
  enum class form { column, count_rows, count_column };
  form what = form::column;
  path column;
  std::string alias;
};

enum class relation_operator { equal, not_equal, less, less_equal, greater, greater_equal, like, in, not_in };

struct condition {
  enum class form { comparison, all_of, any_of, negation };
  form what = form::comparison;
  // comparison
  path column;
  relation_operator op = relation_operator::equal;
  std::vector<value> literals;
  // all_of, any_of: two and more; negation: one
  std::vector<condition> parts;
};

struct ordering {
  path column;
  bool descending = false;
  bool nulls_last = false;
};

struct statement {
  std::string text;
  std::vector<select_item> select;
  path from;
  std::string alias;
  std::optional<condition> where;
  std::vector<ordering> order_by;
  std::optional<std::int64_t> limit;
  std::int64_t offset = 0;
};

}  // namespace sluice::orgsim::soql
