#include "orgsim/soql/filter.hpp"

#include <string_view>

namespace sluice::orgsim::soql {

namespace {

// Whether the day, or the moment's day, is before, in or after the range: below, at or above zero.
std::optional<int> place(const value& held, const day_range& range) {
  day at{};
  if (const auto* date = std::get_if<day>(&held))
    at = *date;
  else if (const auto* time = std::get_if<moment>(&held))
    at = std::chrono::floor<std::chrono::days>(*time);
  else
    return std::nullopt;
  return at < range.begin ? -1 : at < range.end ? 0 : 1;
}

std::optional<int> order_of(const bound_condition& c, const value& held, const bound_operand& o) {
  return o.range ? place(held, *o.range) : compare(c.left.type, held, o.literal);
}

bool equals(const bound_condition& c, const value& held, const bound_operand& o) {
  if (!o.range && is_null(o.literal)) return is_null(held);
  return order_of(c, held, o) == 0;
}

bool is_member(const bound_condition& c, const value& held) {
  if (!c.subselect && c.members.empty())
    return std::any_of(c.operands.begin(), c.operands.end(), [&](const auto& o) { return equals(c, held, o); });
  if (is_null(held)) return c.null_is_member;
  return c.members.contains(folded(c.left.type, held));
}

// `A;B` is among the values `A;B;C` of a multi-select picklist.
bool has_all(std::string_view held, std::string_view wanted) {
  const auto next = [](std::string_view& rest) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return word;
  };
  while (!wanted.empty()) {
    const std::string_view word = next(wanted);
    bool found = false;
    for (std::string_view rest = held; !rest.empty() && !found;) found = alike(next(rest), word);
    if (!found) return false;
  }
  return true;
}

bool includes(const bound_condition& c, const value& held) {
  const auto* text = std::get_if<std::string>(&held);
  return std::any_of(c.operands.begin(), c.operands.end(), [&](const bound_operand& o) {
    const auto* wanted = std::get_if<std::string>(&o.literal);
    return wanted == nullptr ? is_null(held) : text != nullptr && has_all(*text, *wanted);
  });
}

}  // namespace

bool compares(const bound_condition& c, const value& held) {
  const auto ordered = [&] { return order_of(c, held, c.operands.front()); };
  switch (c.op) {
    case relation_operator::equal:
    case relation_operator::in:
      return is_member(c, held);
    case relation_operator::not_equal:
    case relation_operator::not_in:
      return !is_member(c, held);
    case relation_operator::less:
      return ordered().value_or(0) < 0;
    case relation_operator::greater:
      return ordered().value_or(0) > 0;
    case relation_operator::less_equal:
      return ordered().value_or(1) <= 0;
    case relation_operator::greater_equal:
      return ordered().value_or(-1) >= 0;
    case relation_operator::includes:
      return includes(c, held);
    case relation_operator::excludes:
      return !includes(c, held);
    case relation_operator::like: {
      const auto* text = std::get_if<std::string>(&held);
      const auto* pattern = std::get_if<std::string>(&c.operands.front().literal);
      return text != nullptr && pattern != nullptr && like(*text, *pattern);
    }
  }
  return false;
}

}  // namespace sluice::orgsim::soql
