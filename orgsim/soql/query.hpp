// A statement bound to the table it asks, and its evaluation: which rows, in which order, how many.
#pragma once

#include "orgsim/soql/refusal.hpp"
#include "orgsim/soql/statement.hpp"
#include "orgsim/soql/table.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace sluice::orgsim::soql {

// A condition whose columns are indexes of the table.
struct bound_condition {
  condition::form what = condition::form::comparison;
  std::size_t column = 0;
  relation_operator op = relation_operator::equal;
  std::vector<value> literals;
  std::vector<bound_condition> parts;
};

struct bound_ordering {
  std::size_t column;
  bool descending;
  bool nulls_last;
};

struct query {
  enum class form { rows, count_rows, count_columns };
  std::shared_ptr<const table> source;
  form what = form::rows;
  // rows: what is selected, in order; count_columns: what is counted
  std::vector<std::size_t> columns;
  std::vector<std::string> aliases;  // of count_columns
  std::optional<bound_condition> where;
  std::vector<bound_ordering> order_by;
  std::optional<std::int64_t> limit;
  std::int64_t offset = 0;
};

struct result_set {
  std::int64_t total = 0;
  std::vector<row_key> keys;         // rows
  std::vector<std::int64_t> counts;  // count_columns
};

// REQUIRES: `source` is the table that the statement's FROM names.
boost::system::result<query, refusal> bind(const statement& from, std::shared_ptr<const table> source);

boost::system::result<result_set, refusal> evaluate(const query& q);

}  // namespace sluice::orgsim::soql
