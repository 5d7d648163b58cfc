#include "orgsim/soql/columns.hpp"

#include "orgsim/answers/json_text.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace sluice::orgsim::soql {

namespace {

struct column_facts {
  std::string name;                                     // the member's
  std::string display;                                  // as a heading
  std::optional<column_type> type = column_type::text;  // none: a relationship, whose columns are joined to it
  bool custom = false;
  bool aggregate = false;
};

std::string_view apex_type(column_type type) {
  switch (type) {
    case column_type::id:
      return "Id";
    case column_type::boolean:
      return "Boolean";
    case column_type::integer:
      return "Integer";
    case column_type::decimal:
      return "Double";
    case column_type::datetime:
      return "Datetime";
    case column_type::date:
      return "Date";
    case column_type::time:
      return "Time";
    case column_type::compound:
      return "Address";
    case column_type::binary:
      return "Blob";
    default:
      return "String";
  }
}

template <class Joined>
void write(json_text& json, const column_facts& c, const Joined& joined) {
  const auto is = [&c](std::initializer_list<column_type> types) {
    return c.type && std::find(types.begin(), types.end(), *c.type) != types.end();
  };
  json.begin_object().member("aggregate", c.aggregate).key("apexType");
  json.text_or_null(c.type ? apex_type(*c.type) : std::string_view());
  json.member("booleanType", is({column_type::boolean})).member("columnName", c.name).member("custom", c.custom);
  json.member("displayName", c.display).null_member("foreignKeyName").member("insertable", false);
  json.key("joinColumns").begin_list();
  joined();
  json.end_list().member("numberType", is({column_type::integer, column_type::decimal}));
  json.member("textType", is({column_type::text, column_type::long_text, column_type::id}));
  json.member("updatable", false).end_object();
}

void write_shape(json_text& json, const query& q, const record_shape& m) {
  if (m.what == record_shape::form::column)
    return write(json, {m.name, m.name, m.type, m.name.ends_with("__c")}, [] {});
  const bool children = m.what == record_shape::form::children;
  write(json, {m.name, m.name, std::nullopt, m.name.ends_with("__r"), children}, [&] {
    const query& of = children ? *q.children[m.index].of : q;
    for (const record_shape& inner : children ? of.shape.members : m.members) {
      if (m.what != record_shape::form::choice) {
        write_shape(json, of, inner);
        continue;
      }
      for (const record_shape& column : inner.members) write_shape(json, of, column);
    }
  });
}

std::string display_of(const term& t, const std::string& name) {
  constexpr std::string_view unnamed = "expr";
  if (!name.starts_with(unnamed) || t.applied == function::none) return name;
  switch (t.applied) {
    case function::count:
      return "count(" + t.path + ")";
    case function::count_distinct:
      return "count_distinct(" + t.path + ")";
    case function::sum:
      return "sum(" + t.path + ")";
    case function::average:
      return "avg(" + t.path + ")";
    case function::least:
      return "min(" + t.path + ")";
    case function::greatest:
      return "max(" + t.path + ")";
    default:
      return name;
  }
}

}  // namespace

std::string write_columns(const query& q) {
  std::string out;
  json_text json(out);
  json.begin_object().key("columnMetadata").begin_list();
  for (const record_shape& m : q.shape.members) write_shape(json, q, m);
  for (const output& o : q.outputs) {
    const term& t = q.slots[o.slot];
    const bool counts = t.applied == function::count || t.applied == function::count_distinct;
    write(json, {o.name, display_of(t, o.name), counts ? column_type::integer : t.type, false, is_aggregate(t.applied)},
          [] {});
  }
  const bool with_id = std::any_of(q.columns.begin(), q.columns.end(), [](const term& t) { return t.path == "Id"; });
  json.end_list().member("entityName", q.source->name()).member("groupBy", q.grouped > 0);
  json.member("idSelected", with_id).member("keyPrefix", q.source->key_prefix()).end_object();
  return out;
}

}  // namespace sluice::orgsim::soql
