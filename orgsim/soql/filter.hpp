// Whether a row, or a group of rows, meets a condition.
#pragma once

#include "orgsim/soql/query.hpp"

#include <algorithm>

namespace sluice::orgsim::soql {

bool compares(const bound_condition& c, const value& held);

// `held` gives the value that stands on the left of a comparison.
template <class Held>
bool holds(const bound_condition& c, const Held& held) {
  const auto part_holds = [&](const bound_condition& part) { return holds(part, held); };
  switch (c.what) {
    case condition::form::comparison:
      return compares(c, held(c));
    case condition::form::all_of:
      return std::all_of(c.parts.begin(), c.parts.end(), part_holds);
    case condition::form::any_of:
      return std::any_of(c.parts.begin(), c.parts.end(), part_holds);
    case condition::form::negation:
      return !part_holds(c.parts.front());
  }
  return false;
}

// The values outside of which no row can match: of an equation or IN on a column that `wanted` picks, alone or in a
// top-level AND.
template <class Wanted>
std::optional<std::vector<std::string>> only_values(const bound_condition& c, const Wanted& wanted) {
  if (c.what == condition::form::all_of) {
    for (const bound_condition& part : c.parts)
      if (auto values = only_values(part, wanted)) return values;
    return std::nullopt;
  }
  const bool equation = c.op == relation_operator::equal || c.op == relation_operator::in;
  if (c.what != condition::form::comparison || !equation || c.subselect || !wanted(c.left)) return std::nullopt;
  std::vector<std::string> values;
  for (const bound_operand& o : c.operands) {
    const auto* text = std::get_if<std::string>(&o.literal);
    if (text == nullptr) return std::nullopt;
    values.push_back(*text);
  }
  return values;
}

}  // namespace sluice::orgsim::soql
