// Names of a statement to columns of its table; refuses what the table does not have.

#include "orgsim/data/org.hpp"
#include "orgsim/soql/query.hpp"

#include <algorithm>
#include <utility>

namespace sluice::orgsim::soql {

namespace {

class binder {
 public:
  binder(const statement& from, std::shared_ptr<const table> source) : from_(from), table_(*source) {
    query_.source = std::move(source);
  }

  boost::system::result<query, refusal> run() {
    if (!select() || !where() || !order() || !bounds()) return std::move(fault_);
    query_.limit = from_.limit;
    query_.offset = from_.offset;
    return std::move(query_);
  }

 private:
  bool fail(refusal why) {
    fault_ = std::move(why);
    return false;
  }

  // `Contact.Name FROM Contact` and `c.Name FROM Contact c` mean Name.
  std::string without_own_name(const std::string& path) const {
    std::string lower = lower_case(path);
    for (const std::string& own : {from_.from.text, from_.alias})
      if (!own.empty() && lower.starts_with(lower_case(own) + ".")) return lower.substr(own.size() + 1);
    return lower;
  }

  bool column(const path& written, std::size_t& index) {
    const auto columns = table_.columns();
    for (const std::string& name : {lower_case(written.text), without_own_name(written.text)}) {
      const auto found =
          std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return lower_case(c.path) == name; });
      if (found == columns.end()) continue;
      index = static_cast<std::size_t>(found - columns.begin());
      return true;
    }
    return fail(unknown(written));
  }

  refusal unknown(const path& written) const {
    const std::string lower = without_own_name(written.text);
    const std::size_t dot = lower.rfind('.');
    if (dot == std::string::npos) return unknown_column(from_.text, written.at, written.text, table_.name());
    for (const relation_info& relation : table_.relations())
      if (lower_case(relation.path) == lower.substr(0, dot))
        return unknown_column(from_.text, written.at, written.text.substr(written.text.rfind('.') + 1), relation.type);
    const std::string whole = written.text.substr(written.text.size() - lower.size());
    return unknown_relationship(from_.text, written.at, whole.substr(0, whole.find('.')));
  }

  bool select() {
    const auto& items = from_.select;
    const auto is = [](select_item::form form) { return [form](const select_item& i) { return i.what == form; }; };
    if (std::any_of(items.begin(), items.end(), is(select_item::form::count_rows))) {
      if (items.size() > 1) return fail(unexpected_token(from_.text, items[1].column.at, items[1].column.text));
      query_.what = query::form::count_rows;
      return true;
    }
    const bool counting = std::any_of(items.begin(), items.end(), is(select_item::form::count_column));
    if (counting) query_.what = query::form::count_columns;
    for (const select_item& item : items) {
      if (counting && item.what == select_item::form::column)
        return fail(malformed(
            point_at(from_.text, item.column.at, "Field must be grouped or aggregated: " + item.column.text)));
      if (!column(item.column, query_.columns.emplace_back())) return false;
      if (counting && !can_count(item)) return false;
      query_.aliases.push_back(item.alias);
    }
    return true;
  }

  bool can_count(const select_item& item) {
    const column_type type = table_.columns()[query_.columns.back()].type;
    if (type != column_type::long_text && type != column_type::boolean) return true;
    return fail(malformed(point_at(from_.text, item.column.at,
                                   "field " + item.column.text + " does not support aggregate operator COUNT")));
  }

  bool where() { return !from_.where || bind_condition(*from_.where, query_.where.emplace()); }

  bool bind_condition(const condition& source, bound_condition& to) {
    to.what = source.what;
    to.op = source.op;
    for (const condition& part : source.parts)
      if (!bind_condition(part, to.parts.emplace_back())) return false;
    if (source.what != condition::form::comparison) return true;
    if (!column(source.column, to.column)) return false;
    const column_info& info = table_.columns()[to.column];
    if (!info.filterable)
      return fail({400, "INVALID_FIELD",
                   point_at(from_.text, source.column.at,
                            "field '" + source.column.text + "' can not be filtered in a query call")});
    for (const value& literal : source.literals)
      if (!fits(info, source, literal)) return false;
    to.literals = source.literals;
    return true;
  }

  bool fits(const column_info& info, const condition& source, const value& literal) {
    if (is_null(literal)) return true;
    const bool quoted = std::holds_alternative<std::string>(literal);
    std::string_view wanted;
    switch (info.type) {
      case column_type::id:
      case column_type::text:
      case column_type::long_text:
        if (!quoted) wanted = "string";
        break;
      case column_type::boolean:
        if (!std::holds_alternative<bool>(literal)) wanted = "boolean";
        break;
      case column_type::integer:
      case column_type::decimal:
        if (!std::holds_alternative<std::int64_t>(literal) && !std::holds_alternative<double>(literal))
          wanted = "double";
        break;
      case column_type::datetime:
        if (!std::holds_alternative<moment>(literal)) wanted = "dateTime";
        break;
      case column_type::date:
        if (!std::holds_alternative<day>(literal)) wanted = "date";
        break;
    }
    if (wanted.empty()) return like_fits(info, source);
    const std::string enclosed =
        wanted == "string" ? "should be enclosed in quotes" : "should not be enclosed in quotes";
    return fail({400, "INVALID_FIELD",
                 point_at(from_.text, source.column.at,
                          "value of filter criterion for field '" + source.column.text + "' must be of type " +
                              std::string(wanted) + " and " + enclosed)});
  }

  bool like_fits(const column_info& info, const condition& source) {
    if (source.op != relation_operator::like || info.type == column_type::text || info.type == column_type::id)
      return true;
    return fail({400, "INVALID_QUERY_FILTER_OPERATOR",
                 point_at(from_.text, source.column.at, "invalid operator on " + source.column.text + " field")});
  }

  bool order() {
    for (const ordering& by : from_.order_by) {
      bound_ordering& to = query_.order_by.emplace_back(bound_ordering{0, by.descending, by.nulls_last});
      if (!column(by.column, to.column)) return false;
      if (!table_.columns()[to.column].filterable)
        return fail(
            {400, "INVALID_FIELD",
             point_at(from_.text, by.column.at, "field '" + by.column.text + "' can not be sorted in a query call")});
    }
    return true;
  }

  bool bounds() {
    constexpr std::int64_t most_offset = 2000;
    if (from_.offset > most_offset)
      return fail(
          {400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed for apiName " + table_.name() + " is 2000"});
    if (query_.what != query::form::rows)
      if (auto why = table_.refuses_count()) return fail(std::move(*why));
    return true;
  }

  const statement& from_;
  const table& table_;
  query query_;
  refusal fault_;
};

}  // namespace

boost::system::result<query, refusal> bind(const statement& from, std::shared_ptr<const table> source) {
  return binder(from, std::move(source)).run();
}

}  // namespace sluice::orgsim::soql
