// GROUP BY, aggregates, and the functions of both.

#include "orgsim/soql/binding.hpp"

#include <algorithm>
#include <array>

namespace sluice::orgsim::soql {

namespace {

constexpr std::array<std::string_view, 6> aggregate_words{"COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX"};

std::string_view word_of(function aggregate) {
  return aggregate_words[static_cast<std::size_t>(aggregate) - static_cast<std::size_t>(function::count)];
}

bool groupable(const column_info& info) {
  switch (info.type) {
    case column_type::long_text:
    case column_type::decimal:
    case column_type::datetime:
    case column_type::time:
    case column_type::compound:
    case column_type::binary:
      return false;
    default:
      return info.groupable;
  }
}

column_type type_after(function applied, column_type type) {
  if (applied == function::none || applied == function::least || applied == function::greatest) return type;
  if (applied == function::sum || applied == function::average) return column_type::decimal;
  return applied == function::day_only ? column_type::date : column_type::integer;
}

std::string last_word(const std::string& path) {
  return path.substr(path.rfind('.') + 1);
}

}  // namespace

bool binding::term_of(const expression& what, term& to, const column_info*& info) {
  auto found = names_.column(what.column);
  if (!found) return fail(found.error());
  to = std::move(found->at);
  info = found->info;
  to.applied = what.applied;
  to.formatted = what.formatted;
  to.type = type_after(what.applied, info->type);
  if (what.applied == function::none) return true;
  if (is_aggregate(what.applied)) {
    if (result.what != query::form::groups)
      return fail_at(what.column, "MALFORMED_QUERY", "aggregates can not be used here");
    return may_aggregate(what, *info);
  }
  const bool dated =
      info->type == column_type::datetime ||
      (info->type == column_type::date && what.applied != function::hour_in_day && what.applied != function::day_only);
  return dated ||
         fail_at(what.column, "MALFORMED_QUERY", "field " + what.column.text + " does not support this date function");
}

bool binding::may_aggregate(const expression& what, const column_info& info) {
  const bool number = info.type == column_type::integer || info.type == column_type::decimal;
  bool may = info.aggregatable;
  switch (info.type) {
    case column_type::boolean:
    case column_type::long_text:
    case column_type::time:
    case column_type::compound:
    case column_type::binary:
      may = false;
      break;
    default:
      break;
  }
  if (what.applied == function::sum || what.applied == function::average) may = may && number;
  return may || fail_at(what.column, "MALFORMED_QUERY",
                        "field " + what.column.text + " does not support aggregate operator " +
                            std::string(word_of(what.applied)));
}

bool binding::slot_of(const expression& what, std::size_t& slot) {
  term wanted;
  const column_info* info = nullptr;
  if (!term_of(what, wanted, info)) return false;
  const auto same = [&](const term& t) { return t.applied == wanted.applied && t.path == wanted.path; };
  const auto found = std::find_if(result.slots.begin(), result.slots.end(), same);
  slot = static_cast<std::size_t>(found - result.slots.begin());
  if (found != result.slots.end()) return true;
  if (!is_aggregate(what.applied))
    return fail_at(what.column, "MALFORMED_QUERY", "Field must be grouped or aggregated: " + what.column.text);
  result.slots.push_back(std::move(wanted));
  return true;
}

bool binding::select_groups() {
  result.what = query::form::groups;
  for (const expression& by : from_.group_by) {
    term& slot = result.slots.emplace_back();
    const column_info* info = nullptr;
    if (!term_of(by, slot, info)) return false;
    if (is_aggregate(by.applied) || (by.applied == function::none && !groupable(*info)))
      return fail_at(by.column, "MALFORMED_QUERY", "field '" + by.column.text + "' can not be grouped in a query call");
  }
  result.grouped = result.slots.size();
  std::size_t unnamed = 0;
  for (const select_item& item : from_.select) {
    const path& written = item.column.column;
    if (item.what != select_item::form::column)
      return fail_at(item.nested ? item.nested->from : written, "MALFORMED_QUERY",
                     "only columns and aggregates can be selected with GROUP BY");
    output& to = result.outputs.emplace_back();
    if (!slot_of(item.column, to.slot)) return false;
    to.name = item.alias;
    if (to.name.empty())
      to.name = item.column.applied == function::none ? last_word(result.slots[to.slot].path)
                                                      : "expr" + std::to_string(unnamed++);
    const auto same = [&to](const output& o) { return &o != &to && alike(o.name, to.name); };
    if (std::any_of(result.outputs.begin(), result.outputs.end(), same))
      return fail_at(written, "MALFORMED_QUERY", "duplicate alias: " + to.name);
  }
  return true;
}

}  // namespace sluice::orgsim::soql
