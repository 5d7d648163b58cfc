// The work of evaluate(). Methods return false when more rows had to be looked at than may be.
#pragma once

#include "orgsim/soql/filter.hpp"
#include "orgsim/soql/query.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice::orgsim::soql {

class evaluation {
 public:
  explicit evaluation(std::int64_t most_visits) : visits_left_(most_visits) {}

  boost::system::result<result_set, refusal> run(query& q);

 private:
  // Semi-joins: the values that their inner statements select.
  bool prepare(bound_condition& c);
  bool visit_matching(const query& q, const row_visitor& visit);
  static void visit_ids(const query& q, const std::vector<std::string>& ids, const row_visitor& look);
  bool select_rows(query& q, result_set& to);
  bool count_rows(const query& q, result_set& to);
  bool select_groups(const query& q, result_set& to);
  bool select_children(query::child_query& child);
  std::optional<refusal> too_many(const query& q, const result_set& rows) const;
  // Places of these rows by ORDER BY, without those that OFFSET skips and LIMIT cuts off.
  static std::vector<std::size_t> in_order(const query& q, const std::vector<std::vector<value>>& values);

  std::int64_t visits_left_;
};

}  // namespace sluice::orgsim::soql
