// The value of a term: a column of the row itself or of one it refers to, and what the term's function makes of it.

#include "orgsim/soql/query.hpp"

#include <array>
#include <span>

namespace sluice::orgsim::soql {

namespace {

value read_through(std::span<const join_step> steps, std::size_t column, const row& r) {
  if (steps.empty()) return r.at(column);
  const join_step& step = steps.front();
  const std::string id = r.related_id(step.relation);
  if (id.empty()) return {};
  const auto key = step.to->find(id);
  if (!key) return {};
  value result;
  step.to->fetch(std::array{*key}, [&](row_key, const row& related) {
    result = read_through(steps.subspan(1), column, related);
    return false;
  });
  return result;
}

std::int64_t day_of_year(const std::chrono::year_month_day& date) {
  return (day(date) - day(date.year() / 1 / 1)).count() + 1;
}

}  // namespace

value read(const term& what, const row& r) {
  return applied_to(what.applied, read_through(what.steps, what.column, r));
}

value applied_to(function applied, const value& v) {
  if (applied == function::none || is_aggregate(applied) || is_null(v)) return v;
  const auto* time = std::get_if<moment>(&v);
  const auto* whole_day = std::get_if<day>(&v);
  if (time == nullptr && whole_day == nullptr) return {};
  const day at = time != nullptr ? std::chrono::floor<std::chrono::days>(*time) : *whole_day;
  const std::chrono::year_month_day date(at);
  const auto month = static_cast<std::int64_t>(static_cast<unsigned>(date.month()));
  const auto of_month = static_cast<std::int64_t>(static_cast<unsigned>(date.day()));
  switch (applied) {
    case function::calendar_month:
    case function::fiscal_month:
      return month;
    case function::calendar_quarter:
    case function::fiscal_quarter:
      return (month + 2) / 3;
    case function::calendar_year:
    case function::fiscal_year:
      return static_cast<std::int64_t>(static_cast<int>(date.year()));
    case function::day_in_month:
      return of_month;
    case function::day_in_week:
      return static_cast<std::int64_t>(std::chrono::weekday(at).c_encoding()) + 1;
    case function::day_in_year:
      return day_of_year(date);
    case function::day_only:
      return at;
    case function::hour_in_day:
      return time == nullptr ? value() : std::chrono::floor<std::chrono::hours>(*time - at).count();
    case function::week_in_month:
      return (of_month - 1) / 7 + 1;
    case function::week_in_year:
      return (day_of_year(date) - 1) / 7 + 1;
    default:
      return v;
  }
}

std::optional<row_key> table::find(std::string_view id) const {
  std::optional<row_key> found;
  walk(std::nullopt, [&](row_key key, const row& r) {
    if (compare(column_type::id, value(std::string(id)), value(r.id())) == 0) found = key;
    return !found;
  });
  return found;
}

}  // namespace sluice::orgsim::soql
