// Which rows a bound statement selects.

#include "orgsim/soql/query.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace sluice::orgsim::soql {

namespace {

constexpr std::size_t page_rows = 2000;

bool compares(const table& t, const bound_condition& c, const row& r) {
  const column_type type = t.columns()[c.column].type;
  const value held = r.at(c.column);
  const auto equals = [&](const value& literal) {
    return is_null(literal) ? is_null(held) : compare(type, held, literal) == 0;
  };
  const auto ordered = [&] { return compare(type, held, c.literals.front()); };
  switch (c.op) {
    case relation_operator::equal:
    case relation_operator::in:
      return std::any_of(c.literals.begin(), c.literals.end(), equals);
    case relation_operator::not_equal:
    case relation_operator::not_in:
      return std::none_of(c.literals.begin(), c.literals.end(), equals);
    case relation_operator::less:
      return ordered().value_or(0) < 0;
    case relation_operator::greater:
      return ordered().value_or(0) > 0;
    case relation_operator::less_equal:
      return ordered().value_or(1) <= 0;
    case relation_operator::greater_equal:
      return ordered().value_or(-1) >= 0;
    case relation_operator::like: {
      const auto* text = std::get_if<std::string>(&held);
      const auto* pattern = std::get_if<std::string>(&c.literals.front());
      return text != nullptr && pattern != nullptr && like(*text, *pattern);
    }
  }
  return false;
}

bool holds(const table& t, const bound_condition& c, const row& r) {
  const auto part_holds = [&](const bound_condition& part) { return holds(t, part, r); };
  switch (c.what) {
    case condition::form::comparison:
      return compares(t, c, r);
    case condition::form::all_of:
      return std::all_of(c.parts.begin(), c.parts.end(), part_holds);
    case condition::form::any_of:
      return std::any_of(c.parts.begin(), c.parts.end(), part_holds);
    case condition::form::negation:
      return !part_holds(c.parts.front());
  }
  return false;
}

// The objects outside of which no row can match: from an equation or IN on a column that names objects, alone or in a
// top-level AND.
std::optional<std::vector<std::string>> named_objects(const table& t, const bound_condition& c) {
  if (c.what == condition::form::all_of) {
    for (const bound_condition& part : c.parts)
      if (auto names = named_objects(t, part)) return names;
    return std::nullopt;
  }
  const bool equation = c.op == relation_operator::equal || c.op == relation_operator::in;
  if (c.what != condition::form::comparison || !equation || !t.columns()[c.column].names_object) return std::nullopt;
  std::vector<std::string> names;
  for (const value& literal : c.literals) {
    const auto* text = std::get_if<std::string>(&literal);
    if (text == nullptr) return std::nullopt;
    names.push_back(*text);
  }
  return names;
}

void visit_matching(const query& q, const row_visitor& visit) {
  const table& t = *q.source;
  std::optional<std::vector<std::string>> names;
  if (q.where) names = named_objects(t, *q.where);
  t.walk(names, [&](row_key key, const row& r) { return q.where && !holds(t, *q.where, r) ? true : visit(key, r); });
}

// Nulls come first, as in an org, unless told otherwise.
bool before(const query& q, const std::vector<value>& left, const std::vector<value>& right) {
  for (std::size_t i = 0; i < q.order_by.size(); ++i) {
    const bound_ordering& by = q.order_by[i];
    const bool left_null = is_null(left[i]);
    const bool right_null = is_null(right[i]);
    if (left_null != right_null) return by.nulls_last ? right_null : left_null;
    const int order = compare(q.source->columns()[by.column].type, left[i], right[i]).value_or(0);
    if (order != 0) return by.descending ? order > 0 : order < 0;
  }
  return false;
}

std::vector<row_key> sorted_keys(const query& q) {
  std::vector<row_key> keys;
  std::vector<std::vector<value>> values;
  visit_matching(q, [&](row_key key, const row& r) {
    keys.push_back(key);
    auto& of_row = values.emplace_back();
    for (const bound_ordering& by : q.order_by) of_row.push_back(r.at(by.column));
    return true;
  });
  std::vector<std::size_t> places(keys.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::stable_sort(places.begin(), places.end(),
                   [&](std::size_t a, std::size_t b) { return before(q, values[a], values[b]); });
  std::vector<row_key> sorted;
  sorted.reserve(keys.size());
  for (std::size_t place : places) sorted.push_back(keys[place]);
  return sorted;
}

std::size_t most_rows(const query& q) {
  if (!q.limit) return std::numeric_limits<std::size_t>::max();
  return static_cast<std::size_t>(*q.limit);
}

result_set select_rows(const query& q) {
  result_set result;
  const std::size_t most = most_rows(q);
  const auto skip = static_cast<std::size_t>(q.offset);
  if (!q.order_by.empty()) {
    std::vector<row_key> keys = sorted_keys(q);
    keys.erase(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(std::min(skip, keys.size())));
    if (keys.size() > most) keys.resize(most);
    result.keys = std::move(keys);
  } else if (most > 0) {
    std::size_t seen = 0;
    visit_matching(q, [&](row_key key, const row&) {
      if (seen++ >= skip) result.keys.push_back(key);
      return result.keys.size() < most;
    });
  }
  result.total = static_cast<std::int64_t>(result.keys.size());
  return result;
}

result_set count_rows(const query& q) {
  result_set result;
  const auto most =
      static_cast<std::int64_t>(std::min<std::size_t>(most_rows(q), std::numeric_limits<std::int64_t>::max()));
  const auto known = q.source->size();
  if (!q.where && known) {
    result.total = std::min(*known, most);
  } else if (most > 0) {
    visit_matching(q, [&](row_key, const row&) { return ++result.total < most; });
  }
  return result;
}

result_set count_columns(const query& q) {
  result_set result;
  result.total = 1;
  result.counts.assign(q.columns.size(), 0);
  visit_matching(q, [&](row_key, const row& r) {
    for (std::size_t i = 0; i < q.columns.size(); ++i)
      if (!is_null(r.at(q.columns[i]))) ++result.counts[i];
    return true;
  });
  return result;
}

}  // namespace

boost::system::result<result_set, refusal> evaluate(const query& q) {
  if (q.what == query::form::count_rows) return count_rows(q);
  if (q.what == query::form::count_columns) return count_columns(q);
  result_set rows = select_rows(q);
  if (!q.source->has_more_pages() && rows.keys.size() > page_rows)
    return refusal{
        400, "EXCEEDED_ID_LIMIT",
        q.source->name() + " does not support queryMore(), use LIMIT to restrict the results to a single batch"};
  return rows;
}

}  // namespace sluice::orgsim::soql
