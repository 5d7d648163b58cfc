// Names of a statement to columns of its tables: FROM, the select list of plain rows, ORDER BY, LIMIT and OFFSET.

#include "orgsim/soql/binding.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace sluice::orgsim::soql {

bool binding::run() {
  if (!select()) return false;
  if (from_.where && !conditions(*from_.where, result.where.emplace(), false)) return false;
  if (from_.having && !conditions(*from_.having, result.having.emplace(), true)) return false;
  result.limit = from_.limit;
  result.offset = table_.ignores_offset() ? 0 : from_.offset;
  return filter_is_enough() && order() && bounds();
}

bool binding::select() {
  const auto& items = from_.select;
  const auto counts = [](const select_item& i) { return i.what == select_item::form::count_rows; };
  const auto aggregates = [](const select_item& i) {
    return i.what == select_item::form::column && is_aggregate(i.column.applied);
  };
  if (std::any_of(items.begin(), items.end(), counts)) {
    if (items.size() > 1) return fail(unexpected_token(from_.text, items[1].column.column.at, ","));
    if (!from_.group_by.empty())
      return fail_at(items[0].column.column, "MALFORMED_QUERY", "COUNT() can not be used with GROUP BY");
    if (!from_.order_by.empty())
      return fail_at(from_.order_by[0].by.column, "MALFORMED_QUERY", "COUNT() can not be used with ORDER BY");
    result.what = query::form::count_rows;
    return true;
  }
  if (!from_.group_by.empty() || std::any_of(items.begin(), items.end(), aggregates)) return select_groups();
  return select_rows();
}

bool binding::select_rows() {
  for (const select_item& item : from_.select) {
    bool good = false;
    switch (item.what) {
      case select_item::form::fields:
        good = select_fields(item);
        break;
      case select_item::form::children:
        good = select_children(item);
        break;
      case select_item::form::choice:
        good = select_choice(item);
        break;
      default:
        good = select_column(item);
    }
    if (!good) return false;
  }
  return true;
}

bool binding::select_column(const select_item& item) {
  const path& written = item.column.column;
  if (!item.alias.empty()) return fail_at(written, "MALFORMED_QUERY", "only aggregate expressions use field aliasing");
  if (item.column.applied != function::none)
    return fail_at(written, "MALFORMED_QUERY", "date functions can only be selected where they are grouped by");
  auto found = names_.column(written);
  if (!found) return fail(found.error());
  found->at.formatted = item.column.formatted;
  return add_column(found->at, *found->info, written);
}

bool binding::add_column(const term& what, const column_info& info, const path& written) {
  const auto same = [&what](const term& t) { return t.path == what.path; };
  if (std::any_of(result.columns.begin(), result.columns.end(), same))
    return fail_at(written, "INVALID_FIELD", "duplicate field selected: " + written.text);
  record_shape& leaf = place_in(result.shape, table_, what);
  leaf.index = what.column;
  leaf.formatted = what.formatted;
  leaf.type = what.type;
  result.one_row = result.one_row || info.one_row;
  result.long_text = result.long_text || info.type == column_type::long_text;
  result.columns.push_back(what);
  return true;
}

bool binding::select_fields(const select_item& item) {
  constexpr std::int64_t most = 200;
  if (item.set != field_set::standard && (!from_.limit || *from_.limit > most))
    return fail(malformed("The SOQL FIELDS function must have a LIMIT of at most 200"));
  const auto columns = table_.columns();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const column_info& c = columns[i];
    if (c.path.find('.') != std::string::npos || c.one_row) continue;
    if (item.set != field_set::all && c.custom != (item.set == field_set::custom)) continue;
    term what;
    what.column = i;
    what.type = c.type;
    what.path = c.path;
    if (!add_column(what, c, {c.path, item.column.column.at})) return false;
  }
  return true;
}

bool binding::select_children(const select_item& item) {
  const statement& nested = *item.nested;
  const auto relation = table_.children(nested.from.text);
  table_ptr to = relation ? asked_.tables.find(relation->table) : nullptr;
  if (!to)
    return fail_at(nested.from, "INVALID_TYPE",
                   "Didn't understand relationship '" + nested.from.text +
                       "' in FROM part of query call. If you are attempting to use a custom relationship, be sure to "
                       "append the '__r' after the custom relationship name. Please reference your WSDL or the "
                       "describe call for the appropriate names.");
  binding inner(nested, asked_, to);
  if (!inner.run()) return fail(std::move(inner.fault));
  if (inner.result.what != query::form::rows)
    return fail_at(nested.from, "MALFORMED_QUERY", "aggregates can not be selected of child relationships");
  for (const term& t : inner.result.columns)
    if (t.type == column_type::binary)
      return fail(
          malformed("Binary fields cannot be selected in join queries. Instead of querying objects with binary "
                    "fields as linked objects (such as children Attachments), try querying them directly."));
  auto parent = names(nested, *to, asked_.tables).column_of(*to, {relation->column, 0}, relation->column);
  if (!parent) return fail(parent.error());
  record_shape& member = result.shape.members.emplace_back();
  member.name = nested.from.text;
  member.what = record_shape::form::children;
  member.index = result.children.size();
  result.children.push_back({std::make_shared<query>(std::move(inner.result)), parent->at, {}});
  return true;
}

bool binding::select_choice(const select_item& item) {
  const type_choice& choice = *item.choice;
  const auto relations = table_.relations();
  const auto relation = std::find_if(relations.begin(), relations.end(),
                                     [&](const relation_info& r) { return alike(r.path, choice.relation.text); });
  if (relation == relations.end())
    return fail(unknown_relationship(from_.text, choice.relation.at, choice.relation.text));
  if (relation->types.size() < 2)
    return fail_at(choice.relation, "MALFORMED_QUERY", "TYPEOF needs a relationship to several types of objects");
  record_shape& member = result.shape.members.emplace_back();
  member.name = relation->path;
  member.what = record_shape::form::choice;
  member.index = static_cast<std::size_t>(relation - relations.begin());
  for (const type_branch& branch : choice.branches) {
    const auto known = std::any_of(relation->types.begin(), relation->types.end(),
                                   [&](const std::string& t) { return alike(t, branch.type.text); });
    record_shape& of_type = member.members.emplace_back();
    of_type.to = known ? asked_.tables.find(branch.type.text) : nullptr;
    if (!of_type.to) return fail(unknown_object(from_.text, branch.type.at, branch.type.text));
    for (const path& written : branch.columns) {
      auto found = names_.column_of(*of_type.to, written, written.text);
      if (!found) return fail(found.error());
      place_in(of_type, *of_type.to, found->at).index = found->at.column;
    }
  }
  record_shape& otherwise = member.members.emplace_back();
  for (const path& written : choice.otherwise) {
    auto found = names_.column_of(table_, written, relation->path + "." + written.text);
    if (!found) return fail(found.error());
    record_shape& leaf = otherwise.members.emplace_back();
    leaf.name = found->at.path.substr(relation->path.size() + 1);
    leaf.index = found->at.column;
  }
  return true;
}

bool binding::order() {
  for (const ordering& by : from_.order_by) {
    bound_ordering& to = result.order_by.emplace_back();
    to.descending = by.descending;
    to.nulls_last = by.nulls_last;
    if (result.what == query::form::groups) {
      if (!slot_of(by.by, to.slot)) return false;
      to.by = result.slots[to.slot];
      continue;
    }
    const column_info* info = nullptr;
    if (!term_of(by.by, to.by, info)) return false;
    if (!info->sortable || info->type == column_type::long_text || info->type == column_type::compound ||
        info->type == column_type::binary)
      return fail_at(by.by.column, "INVALID_FIELD",
                     "field '" + by.by.column.text + "' can not be sorted in a query call");
  }
  return true;
}

bool binding::bounds() {
  constexpr std::int64_t most_offset = 2000;
  if (from_.offset > most_offset)
    return fail(
        {400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed for apiName " + table_.name() + " is 2000"});
  if (result.what != query::form::rows)
    if (auto why = table_.refuses_count()) return fail(std::move(*why));
  return true;
}

record_shape& place_in(record_shape& root, const table& t, const term& what) {
  const auto member = [](record_shape& of, std::string_view name) -> record_shape& {
    for (record_shape& m : of.members)
      if (m.name == name) return m;
    record_shape& fresh = of.members.emplace_back();
    fresh.name = name;
    return fresh;
  };
  record_shape* node = &root;
  const table* here = &t;
  for (const join_step& step : what.steps) {
    node = &member(*node, here->relations()[step.relation].path);
    node->what = record_shape::form::relation;
    node->index = step.relation;
    node->to = step.to;
    here = step.to.get();
  }
  const std::string_view column = here->columns()[what.column].path;
  std::size_t begin = 0;
  for (std::size_t dot = column.find('.'); dot != std::string_view::npos; dot = column.find('.', begin)) {
    node = &member(*node, column.substr(begin, dot - begin));
    node->what = record_shape::form::relation;
    const auto relations = here->relations();
    node->index =
        static_cast<std::size_t>(std::find_if(relations.begin(), relations.end(),
                                              [&](const relation_info& r) { return r.path == column.substr(0, dot); }) -
                                 relations.begin());
    begin = dot + 1;
  }
  return member(*node, column.substr(begin));
}

boost::system::result<query, refusal> bind(const statement& from, const question& asked) {
  if (auto why = asked.tables.refuses(from.from.text)) return std::move(*why);
  table_ptr source = asked.tables.find(from.from.text);
  if (!source) return unknown_object(from.text, from.from.at, from.from.text);
  binding work(from, asked, std::move(source));
  if (!work.run()) return std::move(work.fault);
  return std::move(work.result);
}

}  // namespace sluice::orgsim::soql
