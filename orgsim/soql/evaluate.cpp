// Which rows a bound statement selects, and in which order.

#include "orgsim/soql/evaluation.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace sluice::orgsim::soql {

namespace {

// Nulls come first, as in an org, unless told otherwise.
bool before(const query& q, const std::vector<value>& left, const std::vector<value>& right) {
  for (std::size_t i = 0; i < q.order_by.size(); ++i) {
    const bound_ordering& by = q.order_by[i];
    const bool left_null = is_null(left[i]);
    const bool right_null = is_null(right[i]);
    if (left_null != right_null) return by.nulls_last ? right_null : left_null;
    const int order = compare(by.by.type, left[i], right[i]).value_or(0);
    if (order != 0) return by.descending ? order > 0 : order < 0;
  }
  return false;
}

// `EntityDefinitionId` and `EntityDefinition.QualifiedApiName` both name the object that a row belongs to.
bool names_object(const table& t, const term& left) {
  if (left.applied != function::none || left.steps.size() > 1) return false;
  const table& owner = left.steps.empty() ? t : *left.steps.front().to;
  return owner.columns()[left.column].names_object &&
         (left.steps.empty() || t.relations()[left.steps.front().relation].names_object);
}

std::size_t most_rows(const query& q) {
  return q.limit ? static_cast<std::size_t>(*q.limit) : std::numeric_limits<std::size_t>::max();
}

}  // namespace

std::vector<std::size_t> evaluation::in_order(const query& q, const std::vector<std::vector<value>>& values) {
  std::vector<std::size_t> places(values.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::stable_sort(places.begin(), places.end(),
                   [&](std::size_t a, std::size_t b) { return before(q, values[a], values[b]); });
  const std::size_t skip = std::min(static_cast<std::size_t>(q.offset), places.size());
  places.erase(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(skip));
  if (places.size() > most_rows(q)) places.resize(most_rows(q));
  return places;
}

bool evaluation::visit_matching(const query& q, const row_visitor& visit) {
  const auto matches = [&q](const row& r) {
    return !q.where || holds(*q.where, [&r](const bound_condition& c) { return read(c.left, r); });
  };
  const row_visitor look = [&](row_key key, const row& r) {
    if (--visits_left_ < 0) return false;
    return matches(r) ? visit(key, r) : true;
  };
  const table& t = *q.source;
  if (q.where) {
    if (const auto ids = only_values(*q.where, [](const term& l) { return l.steps.empty() && l.path == "Id"; })) {
      visit_ids(q, *ids, look);
      return visits_left_ >= 0;
    }
  }
  std::optional<std::vector<std::string>> objects;
  if (q.where) objects = only_values(*q.where, [&t](const term& l) { return names_object(t, l); });
  bool stopped = false;
  t.walk(objects, [&](row_key key, const row& r) { return look(key, r) || (stopped = true, false); });
  if (q.deleted_too && !stopped) t.walk_deleted(look);
  return visits_left_ >= 0;
}

void evaluation::visit_ids(const query& q, const std::vector<std::string>& ids, const row_visitor& look) {
  const table& t = *q.source;
  std::vector<row_key> keys;
  for (const std::string& id : ids)
    if (const auto key = t.find(id); key && (q.deleted_too || !t.is_deleted(*key))) keys.push_back(*key);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  t.fetch(keys, look);
}

bool evaluation::prepare(bound_condition& c) {
  for (bound_condition& part : c.parts)
    if (!prepare(part)) return false;
  if (!c.subselect) return true;
  const term& selected = c.subselect->columns.front();
  if (c.subselect->where && !prepare(*c.subselect->where)) return false;
  return visit_matching(*c.subselect, [&](row_key, const row& r) {
    const value v = read(selected, r);
    if (!is_null(v)) c.members.insert(folded(column_type::id, v));
    return true;
  });
}

bool evaluation::select_rows(query& q, result_set& to) {
  const std::size_t most = most_rows(q);
  if (most == 0) return true;
  if (!q.order_by.empty()) {
    std::vector<row_key> keys;
    std::vector<std::vector<value>> values;
    const bool done = visit_matching(q, [&](row_key key, const row& r) {
      keys.push_back(key);
      auto& of_row = values.emplace_back();
      for (const bound_ordering& by : q.order_by) of_row.push_back(read(by.by, r));
      return true;
    });
    if (!done) return false;
    for (const std::size_t place : in_order(q, values)) to.keys.push_back(keys[place]);
  } else {
    const auto skip = static_cast<std::size_t>(q.offset);
    std::size_t seen = 0;
    const bool done = visit_matching(q, [&](row_key key, const row&) {
      if (seen++ >= skip) to.keys.push_back(key);
      return to.keys.size() < most;
    });
    if (!done) return false;
  }
  to.total = static_cast<std::int64_t>(to.keys.size());
  return true;
}

bool evaluation::count_rows(const query& q, result_set& to) {
  const auto most =
      static_cast<std::int64_t>(std::min<std::size_t>(most_rows(q), std::numeric_limits<std::int64_t>::max()));
  const auto known = q.source->size();
  if (!q.where && known && !q.deleted_too) {
    to.total = std::min(*known, most);
    return true;
  }
  return most == 0 || visit_matching(q, [&](row_key, const row&) { return ++to.total < most; });
}

// The rows of all parents at once: going through the children once for each parent would take too long.
bool evaluation::select_children(query::child_query& child) {
  query& q = *child.of;
  if (q.where && !prepare(*q.where)) return false;
  std::map<std::string, std::vector<row_key>> found;
  std::map<std::string, std::vector<std::vector<value>>> values;
  const bool done = visit_matching(q, [&](row_key key, const row& r) {
    const value parent = read(child.parent, r);
    if (is_null(parent)) return true;
    const std::string id = folded(column_type::id, parent);
    found[id].push_back(key);
    auto& of_row = values[id].emplace_back();
    for (const bound_ordering& by : q.order_by) of_row.push_back(read(by.by, r));
    return true;
  });
  for (const auto& [id, keys] : found)
    for (const std::size_t place : in_order(q, values[id])) child.rows[id].push_back(keys[place]);
  return done;
}

std::optional<refusal> evaluation::too_many(const query& q, const result_set& rows) const {
  const std::size_t count = q.what == query::form::groups ? rows.groups.size() : rows.keys.size();
  if (q.one_row && count > 1)
    return malformed(
        "When retrieving results with Metadata or FullName fields, the query qualifications must specify "
        "no more than one row for retrieval. Result size: " +
        std::to_string(count));
  constexpr std::size_t most_groups = 2000;
  if (q.what == query::form::groups && count > most_groups)
    return refusal{400, "EXCEEDED_ID_LIMIT",
                   "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch"};
  if (q.what != query::form::rows || q.source->has_more_pages() || count <= q.source->most_rows()) return std::nullopt;
  return refusal{
      400, "EXCEEDED_ID_LIMIT",
      q.source->name() + " does not support queryMore(), use LIMIT to restrict the results to a single batch"};
}

boost::system::result<result_set, refusal> evaluation::run(query& q) {
  result_set result;
  bool done = !q.where || prepare(*q.where);
  if (done && q.what == query::form::rows) done = select_rows(q, result);
  if (done && q.what == query::form::count_rows) done = count_rows(q, result);
  if (done && q.what == query::form::groups) done = select_groups(q, result);
  for (query::child_query& child : q.children) done = done && select_children(child);
  if (!done) return refusal{400, "QUERY_TIMEOUT", "Your query request was running for too long."};
  if (q.source->cuts_silently() && result.keys.size() > q.source->most_rows()) {
    result.keys.resize(q.source->most_rows());
    result.total = static_cast<std::int64_t>(result.keys.size());
  }
  if (auto why = too_many(q, result)) return std::move(*why);
  return result;
}

boost::system::result<result_set, refusal> evaluate(query& q, std::int64_t most_visits) {
  return evaluation(most_visits).run(q);
}

}  // namespace sluice::orgsim::soql
