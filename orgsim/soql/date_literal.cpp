#include "orgsim/soql/date_literal.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace sluice::orgsim::soql {

namespace {

struct unit_name {
  std::string_view word;
  std::string_view words;
  calendar_unit unit;
};
// The fiscal year is the calendar's here.
constexpr std::array<unit_name, 7> units{{{"DAY", "DAYS", calendar_unit::days},
                                          {"WEEK", "WEEKS", calendar_unit::weeks},
                                          {"MONTH", "MONTHS", calendar_unit::months},
                                          {"QUARTER", "QUARTERS", calendar_unit::quarters},
                                          {"YEAR", "YEARS", calendar_unit::years},
                                          {"FISCAL_QUARTER", "FISCAL_QUARTERS", calendar_unit::quarters},
                                          {"FISCAL_YEAR", "FISCAL_YEARS", calendar_unit::years}}};

std::optional<calendar_unit> unit_named(std::string_view name, bool many) {
  for (const unit_name& u : units)
    if (name == (many ? u.words : u.word)) return u.unit;
  return std::nullopt;
}

std::string upper_case(std::string_view word) {
  std::string upper(word);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return upper;
}

// LAST_N_DAYS:n ends with today, LAST_N_WEEKS:n and longer ones with the day before the present unit begins.
std::optional<date_literal> counted(std::string_view word, std::int64_t n) {
  constexpr std::int64_t most = 9999;
  if (n < 0 || n > most) return std::nullopt;
  const auto rest = [&](std::string_view prefix) { return unit_named(word.substr(prefix.size()), true); };
  const auto starts = [&](std::string_view prefix) { return word.starts_with(prefix) && rest(prefix); };
  if (starts("LAST_N_")) {
    const calendar_unit unit = *rest("LAST_N_");
    return date_literal{unit, -n, unit == calendar_unit::days ? n + 1 : n};
  }
  if (starts("NEXT_N_")) return date_literal{*rest("NEXT_N_"), 1, n};
  if (word.starts_with("N_") && word.ends_with("_AGO"))
    if (const auto unit = unit_named(word.substr(2, word.size() - 6), true)) return date_literal{*unit, -n, 1};
  return std::nullopt;
}

constexpr std::chrono::days week{7};

day first_of_month(day today, std::int64_t months_on) {
  const std::chrono::year_month_day date(today);
  const auto month = date.year() / date.month() + std::chrono::months(months_on);
  return day(month / 1);
}

day start_of(calendar_unit unit, day today, std::int64_t units_on) {
  const std::chrono::year_month_day date(today);
  const auto month = static_cast<std::int64_t>(static_cast<unsigned>(date.month()));
  switch (unit) {
    case calendar_unit::days:
      return today + std::chrono::days(units_on);
    case calendar_unit::weeks:
      return today - std::chrono::days(std::chrono::weekday(today).c_encoding()) + week * units_on;
    case calendar_unit::months:
      return first_of_month(today, units_on);
    case calendar_unit::quarters:
      return first_of_month(today, units_on * 3 - (month - 1) % 3);
    case calendar_unit::years:
      return first_of_month(today, units_on * 12 - (month - 1));
  }
  return today;
}

}  // namespace

std::optional<date_literal> date_literal_named(std::string_view word, std::optional<std::int64_t> n) {
  const std::string upper = upper_case(word);
  const std::string_view name = upper;
  if (n) return counted(name, *n);
  if (name == "YESTERDAY") return date_literal{calendar_unit::days, -1, 1};
  if (name == "TODAY") return date_literal{calendar_unit::days, 0, 1};
  if (name == "TOMORROW") return date_literal{calendar_unit::days, 1, 1};
  if (name == "LAST_90_DAYS") return date_literal{calendar_unit::days, -90, 91};
  if (name == "NEXT_90_DAYS") return date_literal{calendar_unit::days, 1, 90};
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 3> sides{{{"LAST_", -1}, {"THIS_", 0}, {"NEXT_", 1}}};
  for (const auto& [prefix, first] : sides) {
    if (!name.starts_with(prefix)) continue;
    const auto unit = unit_named(name.substr(prefix.size()), false);
    if (unit && *unit != calendar_unit::days) return date_literal{*unit, first, 1};
  }
  return std::nullopt;
}

day_range range_of(const date_literal& literal, day today) {
  return {start_of(literal.unit, today, literal.first), start_of(literal.unit, today, literal.first + literal.count)};
}

}  // namespace sluice::orgsim::soql
