#include "orgsim/soql/page.hpp"

#include "orgsim/answers/json_text.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace sluice::orgsim::soql {

namespace {

// Columns of one entity and the relations below it: Parent.Label and Parent.Profile.Name share `Parent`. Members stand
// where the statement names them first.
struct shape_node {
  std::string name;
  std::optional<std::size_t> column;
  std::optional<std::size_t> relation;
  std::vector<shape_node> members;
};

shape_node& member_named(shape_node& node, std::string_view name) {
  for (shape_node& m : node.members)
    if (m.name == name) return m;
  node.members.emplace_back().name = name;
  return node.members.back();
}

std::size_t relation_index(const table& t, std::string_view path) {
  const auto relations = t.relations();
  const auto found =
      std::find_if(relations.begin(), relations.end(), [&](const relation_info& r) { return r.path == path; });
  return static_cast<std::size_t>(found - relations.begin());
}

shape_node shape_of(const query& q) {
  shape_node root;
  for (std::size_t column : q.columns) {
    const std::string& path = q.source->columns()[column].path;
    shape_node* node = &root;
    std::size_t begin = 0;
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', begin)) {
      node = &member_named(*node, std::string_view(path).substr(begin, dot - begin));
      node->relation = relation_index(*q.source, std::string_view(path).substr(0, dot));
      begin = dot + 1;
    }
    member_named(*node, std::string_view(path).substr(begin)).column = column;
  }
  return root;
}

void write_attributes(std::string& out, std::string_view base, std::string_view type, std::string_view id) {
  out += "{\"attributes\":{\"type\":\"";
  out += type;
  out += "\",\"url\":\"";
  out += base;
  out += "/sobjects/";
  out += type;
  out += '/';
  out += id;
  out += "\"}";
}

void write_members(std::string& out, const table& t, const shape_node& node, const row& r, std::string_view base) {
  for (const shape_node& m : node.members) {
    out += ",\"";
    out += m.name;
    out += "\":";
    if (m.column) {
      append_json(out, r.at(*m.column));
      continue;
    }
    const std::string id = r.related_id(*m.relation);
    if (id.empty()) {
      out += "null";
      continue;
    }
    write_attributes(out, base, t.relations()[*m.relation].type, id);
    write_members(out, t, m, r, base);
  }
  out += '}';
}

void write_rows(std::string& out, const query& q, std::span<const row_key> keys, std::string_view base) {
  const shape_node shape = shape_of(q);
  bool first = true;
  q.source->fetch(keys, [&](row_key, const row& r) {
    if (!first) out += ',';
    first = false;
    write_attributes(out, base, q.source->name(), r.id());
    write_members(out, *q.source, shape, r, base);
    return true;
  });
}

void write_counts(json_text& json, const query& q, const result_set& rows) {
  json.begin_object().key("attributes").begin_object().member("type", "AggregateResult").end_object();
  for (std::size_t i = 0, unnamed = 0; i < rows.counts.size(); ++i) {
    const std::string name = q.aliases[i].empty() ? "expr" + std::to_string(unnamed++) : q.aliases[i];
    json.member(name, rows.counts[i]);
  }
  json.end_object();
}

}  // namespace

std::string write_page(const query& q, const result_set& rows, const page_frame& frame) {
  const std::size_t first = std::min(frame.first, rows.keys.size());
  const std::size_t count = std::min(frame.batch, rows.keys.size() - first);
  const bool done = first + count == rows.keys.size();
  const std::string next = frame.locator + "-" + std::to_string(first + count);
  std::string out;
  json_text json(out);
  json.begin_object();
  const std::size_t shown = count + (q.what == query::form::count_columns ? 1 : 0);
  if (frame.tooling)
    json.member("size", static_cast<std::int64_t>(
                            q.what == query::form::count_rows ? rows.total : static_cast<std::int64_t>(shown)));
  json.member("totalSize", rows.total).member("done", done);
  if (frame.tooling) {
    json.key("queryLocator").text_or_null(done ? std::string_view() : next);
    const bool counted = q.what == query::form::count_columns;
    json.key("entityTypeName")
        .text_or_null(shown == 0 ? std::string()
                      : counted  ? "AggregateResult"
                                 : q.source->name());
  }
  if (!done) json.member("nextRecordsUrl", frame.base + "/query/" + next);
  json.key("records").begin_list();
  if (q.what == query::form::count_columns) write_counts(json, q, rows);
  std::string rest;
  write_rows(rest, q, std::span(rows.keys).subspan(first, count), frame.base);
  if (!rest.empty()) json.raw(rest);
  json.end_list().end_object();
  return out;
}

}  // namespace sluice::orgsim::soql
