#include "orgsim/soql/columns.hpp"

#include "orgsim/answers/json_text.hpp"

#include <algorithm>

namespace sluice::orgsim::soql {

namespace {

struct column_facts {
  std::string name;     // the member's
  std::string display;  // as a heading
  column_type type = column_type::text;
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

void write(json_text& json, const column_facts& c) {
  const bool number = c.type == column_type::integer || c.type == column_type::decimal;
  const bool text = c.type == column_type::text || c.type == column_type::long_text || c.type == column_type::id;
  json.begin_object().member("aggregate", c.aggregate).member("apexType", apex_type(c.type));
  json.member("booleanType", c.type == column_type::boolean).member("columnName", c.name).member("custom", c.custom);
  json.member("displayName", c.display).null_member("foreignKeyName").member("insertable", false);
  json.key("joinColumns").begin_list().end_list().member("numberType", number).member("textType", text);
  json.member("updatable", false).end_object();
}

// A relationship is a column whose own columns are joined to it.
void write_shape(json_text& json, const query& q, const table& t, const record_shape& m) {
  if (m.what == record_shape::form::column)
    return write(json, {m.name, m.name, m.type, m.name.ends_with("__c"), false});
  json.begin_object().member("aggregate", m.what == record_shape::form::children).null_member("apexType");
  json.member("booleanType", false).member("columnName", m.name).member("custom", m.name.ends_with("__r"));
  json.member("displayName", m.name).null_member("foreignKeyName").member("insertable", false);
  json.key("joinColumns").begin_list();
  if (m.what == record_shape::form::children) {
    const query& inner = *q.children[m.index].of;
    for (const record_shape& of_child : inner.shape.members) write_shape(json, inner, *inner.source, of_child);
  } else if (m.what == record_shape::form::choice) {
    for (const record_shape& branch : m.members)
      for (const record_shape& column : branch.members) write_shape(json, q, branch.to ? *branch.to : t, column);
  } else {
    for (const record_shape& column : m.members) write_shape(json, q, m.to ? *m.to : t, column);
  }
  json.end_list().member("numberType", false).member("textType", false).member("updatable", false).end_object();
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
  for (const record_shape& m : q.shape.members) write_shape(json, q, *q.source, m);
  for (const output& o : q.outputs) {
    const term& t = q.slots[o.slot];
    const bool counts = t.applied == function::count || t.applied == function::count_distinct;
    write(json,
          {o.name, display_of(t, o.name), counts ? column_type::integer : t.type, false, is_aggregate(t.applied)});
  }
  const bool with_id = std::any_of(q.columns.begin(), q.columns.end(), [](const term& t) { return t.path == "Id"; });
  json.end_list().member("entityName", q.source->name()).member("groupBy", q.grouped > 0);
  json.member("idSelected", with_id).member("keyPrefix", q.source->key_prefix()).end_object();
  return out;
}

}  // namespace sluice::orgsim::soql
