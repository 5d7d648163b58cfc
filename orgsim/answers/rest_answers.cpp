#include "orgsim/answers/rest_answers.hpp"

#include "orgsim/answers/composite.hpp"
#include "orgsim/answers/json_text.hpp"
#include "orgsim/answers/replies.hpp"
#include "orgsim/answers/revalidate.hpp"
#include "orgsim/answers/small_answers.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/http/gzip.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace sluice::orgsim {

namespace {

constexpr std::size_t cached_bytes = 64 * 1024 * 1024;
constexpr std::int64_t list_modified = 1735689600;  // 2025-01-01: after the last change of any object

std::string api_base(const rest_answers::asked& a) {
  return a.where.base + (a.tooling ? "/tooling" : "");
}

std::vector<std::string> split_names(std::string text) {
  std::vector<std::string> names;
  for (std::size_t comma = 0; !text.empty(); text.erase(0, comma == std::string::npos ? comma : comma + 1)) {
    comma = text.find(',');
    names.push_back(text.substr(0, comma));
  }
  return names;
}

// The one row of a page, without what stands round it; empty where there is none.
std::string only_row(const std::string& page) {
  constexpr std::string_view before = "\"records\":[";
  const std::size_t begin = page.find(before);
  const std::size_t end = page.rfind(']');
  if (begin == std::string::npos || end == std::string::npos || end <= begin + before.size()) return {};
  return page.substr(begin + before.size(), end - begin - before.size());
}

}  // namespace

rest_answers::rest_answers(const org_data& data, std::size_t cursors_alive)
    : data_(data), queries_(data, cursors_alive), bodies_(cached_bytes) {}

answer_place rest_answers::place(const asked& a) const {
  return {a.where.base, host_, a.where.version};
}

table_ptr rest_answers::table_of(const asked& a) {
  return queries_.tables_for(a.who.sees).find(a.tooling ? api::tooling : api::data, a.name);
}

reply rest_answers::resources(const asked& a) {
  return text_reply(200, "resources", resources_text(a.where.base, a.who.identity));
}

reply rest_answers::tooling_resources(const asked& a) {
  return text_reply(200, "resources", tooling_resources_text(api_base(a)));
}

reply rest_answers::composite_resources(const asked& a) {
  return text_reply(200, "resources", composite_resources_text(a.where.base + "/composite"));
}

reply rest_answers::list(const asked& a) {
  constexpr object_index at_once = 64;
  reply r;
  r.kind = "list";
  if (revalidate(a.request, list_modified, data_.objects.size(), r)) return r;
  r.pieces = [this, base = a.where.base, version = a.where.version, &sees = a.who.sees, next = object_index{0},
              first = true](std::string& out) mutable {
    const answer_place here{base, host_, version};
    if (next == 0) out += object_list_begin();
    const auto end = std::min<object_index>(next + at_once, static_cast<object_index>(data_.objects.size()));
    for (; next < end; ++next) {
      if (!sees.sees_object(data_.objects.at(next).name)) continue;
      if (!std::exchange(first, false)) out += ',';
      append_list_entry(out, data_.objects, next, here);
    }
    const bool more = next < data_.objects.size();
    if (!more) out += object_list_end();
    return more;
  };
  return r;
}

reply rest_answers::tooling_list(const asked& a) {
  const std::string base = api_base(a);
  std::string text = object_list_begin();
  bool first = true;
  for (const soql::table* t : queries_.tables_for(a.who.sees).all(api::tooling)) {
    if (!std::exchange(first, false)) text += ',';
    append_table_entry(text, *t, {base, host_, a.where.version});
  }
  return text_reply(200, "list", text + object_list_end());
}

reply rest_answers::describe_table(const asked& a) {
  const table_ptr table = table_of(a);
  if (!table) return not_found("describe");
  const std::string base = api_base(a);
  reply r;
  r.kind = "describe";
  if (revalidate(a.request, list_modified, table->columns().size(), r)) return r;
  r.body = std::make_shared<const std::string>(table_describe_text(*table, {base, host_, a.where.version}));
  return r;
}

reply rest_answers::describe(const asked& a) {
  const auto o = a.tooling ? std::nullopt : data_.objects.find(a.name);
  if (!o) return describe_table(a);
  const object& self = data_.objects.at(*o);
  if (!a.who.sees.sees_object(self.name)) return not_found("describe");
  reply r;
  r.kind = "describe";
  if (revalidate(a.request, data_.objects.last_modified(*o), self.key, r)) return r;
  const bool shared = a.who.sees.hidden_fields.empty() && a.who.sees.hidden_objects.empty();
  if (!shared) {
    r.body = std::make_shared<const std::string>(describe_text(data_.objects, *o, place(a), a.who.sees));
    return r;
  }
  const std::string key = a.where.base + '/' + self.name + (a.request.gzip ? " gzip" : "");
  r.is_gzip = a.request.gzip;
  r.body = bodies_.find(key);
  if (r.body) return r;
  std::string text = describe_text(data_.objects, *o, place(a));
  r.body = std::make_shared<const std::string>(a.request.gzip ? gzipped(text) : std::move(text));
  bodies_.add(key, r.body);
  return r;
}

reply rest_answers::basic_facts(const asked& a) {
  const auto o = a.tooling ? std::nullopt : data_.objects.find(a.name);
  const table_ptr table = table_of(a);
  if (!a.who.sees.sees_object(a.name) || (!o && !table)) return not_found("object");
  const std::string base = api_base(a);
  std::string text = R"({"objectDescribe":)";
  if (o)
    append_list_entry(text, data_.objects, *o, place(a));
  else
    append_table_entry(text, *table, {base, host_, a.where.version});
  return text_reply(200, "object", text + R"(,"recentItems":[]})");
}

// All columns, or those of the parameter `fields`.
reply rest_answers::record(const asked& a) {
  const table_ptr table = table_of(a);
  const bool is_id = a.id.size() == 15 || (a.id.size() == 18 && id_checksum(a.id.substr(0, 15)) == a.id.substr(15));
  if (!table || !is_id || a.id.find('\'') != std::string::npos) return not_found("record");
  std::string columns = a.where.param("fields").value_or("");
  if (columns.empty())
    for (const soql::column_info& c : table->columns())
      if (c.path.find('.') == std::string::npos && a.who.sees.sees_field(table->name(), c.path))
        columns += (columns.empty() ? "" : ",") + c.path;
  const std::string statement = "SELECT " + columns + " FROM " + table->name() + " WHERE Id = '" + a.id + "'";
  reply page = queries_.first_page({a.where.base, a.tooling, statement, {}, false, true, a.who.sees});
  page.kind = "record";
  if (page.status != 200 || !page.body) return page;
  std::string row = only_row(*page.body);
  return row.empty() ? not_found("record") : text_reply(200, "record", std::move(row));
}

reply rest_answers::query(const asked& a) {
  const std::string statement = a.where.param("q").value_or("");
  const bool columns = a.where.param("columns") == "true";
  const auto rest = a.where.rest();
  const bool deleted_too = !rest.empty() && rest.back() == "queryAll";
  return queries_.first_page(
      {a.where.base, a.tooling, statement, a.request.query_options, columns, deleted_too, a.who.sees});
}

reply rest_answers::query_more(const asked& a) {
  return queries_.next_page(a.where.base, a.tooling, a.name);
}

reply rest_answers::limits(const asked& a) {
  return text_reply(200, "limits", limits_text(a.who.day_max, a.who.day_used));
}

reply rest_answers::record_count(const asked& a) {
  const auto names = split_names(a.where.param("sObjects").value_or(""));
  return text_reply(200, "record_count", record_counts_text(data_.objects, data_.counts, names, a.who.sees));
}

reply rest_answers::subrequest(const request_view& inner, const asked& outer, bool counted) {
  const address where(inner.target);
  if (!where.valid || where.base.empty()) return not_found();
  const auto rest = where.rest();
  if (std::find(rest.begin(), rest.end(), "composite") != rest.end())
    return error_reply(400, "other", "INVALID_INPUT", "A composite can not stand inside another");
  if (counted && outer.who.count_one)
    if (auto refused = outer.who.count_one()) return std::move(*refused);
  return answer(inner, where, outer.who);
}

reply rest_answers::composite(const asked& a) {
  return answer_composite(a.request, [&](const request_view& inner) { return subrequest(inner, a, false); });
}

reply rest_answers::batch(const asked& a) {
  return answer_batch(a.request, [&](const request_view& inner) { return subrequest(inner, a, true); });
}

reply rest_answers::refuse_write(const asked&) {
  return error_reply(403, "write", "INSUFFICIENT_ACCESS_OR_READONLY",
                     "This org is read-only: its records can not be created, changed or deleted");
}

}  // namespace sluice::orgsim
