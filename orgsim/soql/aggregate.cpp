// GROUP BY and aggregates: what is kept of each group while its rows go by, and what is told of it.

#include "orgsim/soql/evaluation.hpp"

#include <map>
#include <set>
#include <utility>

namespace sluice::orgsim::soql {

namespace {

// Of one slot of a group. Nulls count nowhere.
struct running {
  std::int64_t seen = 0;
  double sum = 0;
  value best;
  std::set<std::string> distinct;

  void add(const term& what, const value& v) {
    if (is_null(v)) return;
    ++seen;
    if (what.applied == function::count_distinct) distinct.insert(folded(what.type, v));
    if (const auto* whole = std::get_if<std::int64_t>(&v)) sum += static_cast<double>(*whole);
    if (const auto* decimal = std::get_if<double>(&v)) sum += *decimal;
    const bool least = what.applied == function::least;
    if (!least && what.applied != function::greatest) return;
    const auto order = compare(what.type, v, best);
    if (is_null(best) || (order && (least ? *order < 0 : *order > 0))) best = v;
  }

  value told(const term& what) const {
    switch (what.applied) {
      case function::count:
        return seen;
      case function::count_distinct:
        return static_cast<std::int64_t>(distinct.size());
      case function::sum:
        return seen == 0 ? value() : value(sum);
      case function::average:
        return seen == 0 ? value() : value(sum / static_cast<double>(seen));
      default:
        return best;
    }
  }
};

struct group {
  std::vector<value> key;
  std::vector<running> slots;
};

std::vector<value> values_of(const query& q, const group& g) {
  std::vector<value> values = g.key;
  for (std::size_t i = q.grouped; i < q.slots.size(); ++i) values.push_back(g.slots[i - q.grouped].told(q.slots[i]));
  return values;
}

std::string key_text(const query& q, const std::vector<value>& key) {
  std::string text;
  for (std::size_t i = 0; i < key.size(); ++i) {
    text += is_null(key[i]) ? '0' : '1';
    text += folded(q.slots[i].type, key[i]);
    text += '\0';
  }
  return text;
}

}  // namespace

bool evaluation::select_groups(const query& q, result_set& to) {
  std::map<std::string, group> groups;
  if (q.grouped == 0) groups[""].slots.resize(q.slots.size());
  const bool done = visit_matching(q, [&](row_key, const row& r) {
    std::vector<value> key;
    for (std::size_t i = 0; i < q.grouped; ++i) key.push_back(read(q.slots[i], r));
    group& g = groups[key_text(q, key)];
    if (g.slots.empty()) {
      g.key = std::move(key);
      g.slots.resize(q.slots.size() - q.grouped);
    }
    for (std::size_t i = q.grouped; i < q.slots.size(); ++i)
      g.slots[i - q.grouped].add(q.slots[i], read(q.slots[i], r));
    return true;
  });
  if (!done) return false;
  std::vector<std::vector<value>> all;
  std::vector<std::vector<value>> sorted_by;
  for (const auto& [text, g] : groups) {
    std::vector<value> values = values_of(q, g);
    if (q.having && !holds(*q.having, [&values](const bound_condition& c) { return values[c.slot]; })) continue;
    auto& by_values = sorted_by.emplace_back();
    for (const bound_ordering& by : q.order_by) by_values.push_back(values[by.slot]);
    all.push_back(std::move(values));
  }
  for (const std::size_t place : in_order(q, sorted_by)) {
    auto& told = to.groups.emplace_back();
    for (const output& o : q.outputs) told.push_back(all[place][o.slot]);
  }
  to.total = static_cast<std::int64_t>(to.groups.size());
  return true;
}

}  // namespace sluice::orgsim::soql
