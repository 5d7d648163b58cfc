// WHERE and HAVING: which columns may be filtered, by which operator, with which literals.

#include "orgsim/soql/binding.hpp"

#include <algorithm>
#include <memory>

namespace sluice::orgsim::soql {

namespace {

bool has_equation_on(const bound_condition& c, const filter_need& need) {
  if (c.what == condition::form::all_of)
    return std::any_of(c.parts.begin(), c.parts.end(),
                       [&](const bound_condition& part) { return has_equation_on(part, need); });
  const bool equation = c.op == relation_operator::equal || c.op == relation_operator::in;
  return c.what == condition::form::comparison && equation &&
         std::any_of(need.columns.begin(), need.columns.end(),
                     [&](const std::string& column) { return alike(column, c.left.path); });
}

bool is_order(relation_operator op) {
  return op == relation_operator::less || op == relation_operator::less_equal || op == relation_operator::greater ||
         op == relation_operator::greater_equal;
}

// What the API wants for a literal of this type; empty where this one will do.
std::string_view wanted_for(column_type type, const operand& o) {
  const value& v = o.literal;
  switch (type) {
    case column_type::id:
    case column_type::text:
    case column_type::long_text:
      return std::holds_alternative<std::string>(v) ? "" : "string";
    case column_type::boolean:
      return std::holds_alternative<bool>(v) ? "" : "boolean";
    case column_type::integer:
    case column_type::decimal:
      return std::holds_alternative<std::int64_t>(v) || std::holds_alternative<double>(v) ? "" : "double";
    case column_type::datetime:
      return o.relative || std::holds_alternative<moment>(v) ? "" : "dateTime";
    case column_type::date:
      return o.relative || std::holds_alternative<day>(v) ? "" : "date";
    default:
      return "";
  }
}

bool operator_fits(relation_operator op, column_type type, const column_info* info) {
  const bool multiple = info != nullptr && info->multiple;
  if (op == relation_operator::includes || op == relation_operator::excludes) return multiple;
  if (op == relation_operator::like)
    return (type == column_type::text || type == column_type::id) && (info == nullptr || !info->record_id) && !multiple;
  if (is_order(op)) return type != column_type::boolean && !multiple;
  return true;
}

}  // namespace

std::optional<refusal> misfit(const statement& from, const condition& source, const term& left, const column_info* info,
                              const operand& literal) {
  const path& written = source.left.column;
  const auto because = [&](std::string_view code, const std::string& what) {
    return refusal{400, std::string(code), point_at(from.text, written.at, what)};
  };
  if (!operator_fits(source.op, left.type, info))
    return because("INVALID_QUERY_FILTER_OPERATOR", "invalid operator on " + written.text + " field");
  if (is_null(literal.literal) && !literal.relative) return std::nullopt;
  const std::string_view wanted = wanted_for(left.type, literal);
  if (!wanted.empty())
    return because("INVALID_FIELD",
                   "value of filter criterion for field '" + written.text + "' must be of type " + std::string(wanted) +
                       " and " +
                       (wanted == "string" ? "should be enclosed in quotes" : "should not be enclosed in quotes"));
  if (info == nullptr || !info->record_id) return std::nullopt;
  const auto& id = std::get<std::string>(literal.literal);
  if (id.empty() || id.size() == 15 || id.size() == 18) return std::nullopt;
  return because("INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: " + id);
}

bool binding::conditions(const condition& source, bound_condition& to, bool of_groups) {
  to.what = source.what;
  to.op = source.op;
  for (const condition& part : source.parts)
    if (!conditions(part, to.parts.emplace_back(), of_groups)) return false;
  if (source.what != condition::form::comparison) return true;
  if (of_groups) {
    if (!slot_of(source.left, to.slot)) return false;
    to.left = result.slots[to.slot];
    return operands(source, to, nullptr);
  }
  if (is_aggregate(source.left.applied))
    return fail_at(source.left.column, "MALFORMED_QUERY", "aggregates can not be used in WHERE");
  const column_info* info = nullptr;
  if (!term_of(source.left, to.left, info)) return false;
  return comparison(source, to, source.left.applied == function::none ? info : nullptr);
}

bool binding::comparison(const condition& source, bound_condition& to, const column_info* info) {
  const path& written = source.left.column;
  if (info != nullptr && info->type == column_type::compound)
    return fail_at(written, "MALFORMED_QUERY", "Address fields can only be filtered using Distance expressions");
  if (info != nullptr &&
      (!info->filterable || info->type == column_type::long_text || info->type == column_type::binary))
    return fail_at(written, "INVALID_FIELD", "field '" + written.text + "' can not be filtered in a query call");
  return source.subselect ? semi_join(source, to) : operands(source, to, info);
}

bool binding::operands(const condition& source, bound_condition& to, const column_info* info) {
  // From here on a list is looked up and not gone through.
  constexpr std::size_t long_list = 8;
  const auto today = std::chrono::floor<std::chrono::days>(asked_.now);
  for (const operand& o : source.operands) {
    if (auto why = misfit(from_, source, to.left, info, o)) return fail(std::move(*why));
    bound_operand& bound = to.operands.emplace_back();
    bound.literal = o.literal;
    if (o.relative) bound.range = range_of(*o.relative, today);
  }
  const bool ranges = std::any_of(to.operands.begin(), to.operands.end(), [](const auto& o) { return o.range; });
  const bool listed = source.op == relation_operator::in || source.op == relation_operator::not_in;
  if (!listed || ranges || to.operands.size() < long_list) return true;
  for (const bound_operand& o : to.operands) {
    if (is_null(o.literal)) to.null_is_member = true;
    to.members.insert(folded(to.left.type, o.literal));
  }
  return true;
}

bool binding::semi_join(const condition& source, bound_condition& to) {
  constexpr std::size_t most = 2;
  const path& written = source.left.column;
  if (++semi_joins_ > most)
    return fail_at(written, "MALFORMED_QUERY", "a statement can have at most 2 semi-joins or anti-joins");
  if (to.left.type != column_type::id)
    return fail_at(written, "MALFORMED_QUERY",
                   "The left operand '" + written.text + "' in where clause for inner select should be an id field");
  const statement& inner = *source.subselect;
  auto bound = bind(inner, asked_);
  if (!bound) return fail(bound.error());
  const bool one_id = bound->what == query::form::rows && bound->columns.size() == 1 && bound->children.empty() &&
                      bound->columns.front().type == column_type::id;
  if (!one_id)
    return fail_at(inner.from, "MALFORMED_QUERY", "an inner select must select exactly one id or reference field");
  to.subselect = std::make_shared<query>(std::move(*bound));
  return true;
}

bool binding::filter_is_enough() {
  const filter_need* need = table_.needs_filter();
  if (need == nullptr || (result.where && has_equation_on(*result.where, *need))) return true;
  return fail(need->otherwise);
}

}  // namespace sluice::orgsim::soql
