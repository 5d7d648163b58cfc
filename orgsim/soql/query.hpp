// A statement bound to the tables it asks, and its evaluation: which rows, in which order, how many.
#pragma once

#include "orgsim/soql/refusal.hpp"
#include "orgsim/soql/statement.hpp"
#include "orgsim/soql/table.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <boost/system/result.hpp>

namespace sluice::orgsim::soql {

// One step from a row to the row that it refers to.
struct join_step {
  std::size_t relation = 0;
  table_ptr to;
};

// A column of the table itself or, through steps, of another; perhaps inside a function.
struct term {
  function applied = function::none;
  std::vector<join_step> steps;
  std::size_t column = 0;
  column_type type = column_type::text;  // of the value, after the function
  bool formatted = false;
  std::string path;  // in the org's spelling
};

struct bound_operand {
  value literal;
  std::optional<day_range> range;
};

struct query;

struct bound_condition {
  condition::form what = condition::form::comparison;
  term left;
  std::size_t slot = 0;  // of HAVING: the value of a group that is compared
  relation_operator op = relation_operator::equal;
  std::vector<bound_operand> operands;
  // Of long lists and of semi-joins, whose values are found when the query is evaluated.
  std::shared_ptr<query> subselect;
  std::unordered_set<std::string> members;
  bool null_is_member = false;
  std::vector<bound_condition> parts;
};

struct bound_ordering {
  term by;
  std::size_t slot = 0;
  bool descending = false;
  bool nulls_last = false;
};

// The members of a record in an answer, in the order in which the statement names them first.
struct record_shape {
  enum class form { column, relation, children, choice };
  std::string name;
  form what = form::column;
  std::size_t index = 0;  // of the column, the relation, or in query::children
  bool formatted = false;
  column_type type = column_type::text;
  table_ptr to;  // of a relation or branch that leads to another table; null: columns of this one
  std::vector<record_shape> members;
};

struct output {
  std::string name;      // of a member of AggregateResult
  std::size_t slot = 0;  // of the group's values
};

struct query {
  enum class form { rows, count_rows, groups };
  table_ptr source;
  form what = form::rows;
  record_shape shape;         // rows
  std::vector<term> columns;  // rows: the columns of `shape`, for those who ask what they are
  // groups: what is computed of each, and which of it is told. The first `grouped` slots make the group.
  std::vector<term> slots;
  std::size_t grouped = 0;
  std::vector<output> outputs;
  std::optional<bound_condition> where;
  std::optional<bound_condition> having;
  std::vector<bound_ordering> order_by;
  std::optional<std::int64_t> limit;
  std::int64_t offset = 0;
  bool deleted_too = false;
  bool one_row = false;    // a column is selected that only answers of one row have
  bool long_text = false;  // long text is selected
  // Child relationships: the statement over the children, its column that refers to the parent, and the rows of each
  // parent, known when the query has been evaluated.
  struct child_query {
    std::shared_ptr<query> of;
    term parent;
    std::map<std::string, std::vector<row_key>> rows;
  };
  std::vector<child_query> children;
};

struct result_set {
  std::int64_t total = 0;
  std::vector<row_key> keys;               // rows
  std::vector<std::vector<value>> groups;  // a value for each output
};

struct question {
  const catalogue& tables;
  moment now{};              // the org's clock
  bool deleted_too = false;  // queryAll
};

// Names to tables and columns; refuses what is not there and what the API does not allow.
boost::system::result<query, refusal> bind(const statement& from, const question& asked);

// `most_visits`: rows that may be looked at, in all parts of the statement together; QUERY_TIMEOUT beyond.
boost::system::result<result_set, refusal> evaluate(query& q, std::int64_t most_visits);

value read(const term& what, const row& r);
// The same for a value of a column: what the term's function makes of it.
value applied_to(function applied, const value& v);

}  // namespace sluice::orgsim::soql
