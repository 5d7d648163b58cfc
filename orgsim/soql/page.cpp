#include "orgsim/soql/page.hpp"

#include "orgsim/answers/json_text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace sluice::orgsim::soql {

namespace {

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

class record_writer {
 public:
  record_writer(std::string& out, const query& q, std::string_view base) : out_(out), query_(q), base_(base) {}

  void write(std::span<const row_key> keys) {
    bool first = true;
    query_.source->fetch(keys, [&](row_key, const row& r) {
      if (!first) out_ += ',';
      first = false;
      write_record(*query_.source, query_.shape, r);
      return true;
    });
  }

 private:
  void write_record(const table& t, const record_shape& shape, const row& r) {
    write_attributes(out_, base_, t.name(), r.id());
    write_members(t, shape, r);
  }

  void write_members(const table& t, const record_shape& shape, const row& r) {
    for (const record_shape& m : shape.members) {
      out_ += ",\"";
      out_ += m.name;
      out_ += "\":";
      switch (m.what) {
        case record_shape::form::column:
          write_value(m, r.at(m.index));
          break;
        case record_shape::form::relation:
          write_relation(t, m, r);
          break;
        case record_shape::form::children:
          write_children(query_.children[m.index], r);
          break;
        case record_shape::form::choice:
          write_choice(t, m, r);
          break;
      }
    }
    out_ += '}';
  }

  void write_value(const record_shape& m, const value& v) {
    if (!m.formatted || is_null(v) || std::holds_alternative<std::string>(v)) return append_json(out_, v);
    std::string text;
    append_json(text, v);
    std::erase(text, '"');
    append_quoted(out_, text);
  }

  // False where there is no such row.
  bool write_related(const table& to, const record_shape& shape, const std::string& id) {
    const auto key = id.empty() ? std::nullopt : to.find(id);
    if (!key) return false;
    to.fetch(std::array{*key}, [&](row_key, const row& related) {
      write_record(to, shape, related);
      return false;
    });
    return true;
  }

  void write_relation(const table& t, const record_shape& m, const row& r) {
    const std::string id = r.related_id(m.index);
    if (m.to) {
      if (!write_related(*m.to, m, id)) out_ += "null";
    } else if (id.empty()) {
      out_ += "null";
    } else {
      write_attributes(out_, base_, t.relations()[m.index].type, id);
      write_members(t, m, r);
    }
  }

  void write_choice(const table& t, const record_shape& m, const row& r) {
    const std::string id = r.related_id(m.index);
    for (const record_shape& branch : m.members)
      if (branch.to && write_related(*branch.to, branch, id)) return;
    const record_shape& otherwise = m.members.back();
    if (id.empty() || otherwise.members.empty()) {
      out_ += "null";
    } else {
      write_attributes(out_, base_, t.relations()[m.index].type, id);
      write_members(t, otherwise, r);
    }
  }

  void write_children(const query::child_query& child, const row& r) {
    const auto found = child.rows.find(folded(column_type::id, value(r.id())));
    if (found == child.rows.end()) {
      out_ += "null";
      return;
    }
    out_ += "{\"totalSize\":" + std::to_string(found->second.size()) + ",\"done\":true,\"records\":[";
    record_writer(out_, *child.of, base_).write(found->second);
    out_ += "]}";
  }

  std::string& out_;
  const query& query_;
  std::string_view base_;
};

void write_group(json_text& json, const query& q, const std::vector<value>& values) {
  json.begin_object().key("attributes").begin_object().member("type", "AggregateResult").end_object();
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::string text;
    append_json(text, values[i]);
    json.key(q.outputs[i].name).raw(text);
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
  const auto shown = static_cast<std::int64_t>(count + rows.groups.size());
  if (frame.tooling) json.member("size", q.what == query::form::count_rows ? rows.total : shown);
  json.member("totalSize", rows.total).member("done", done);
  if (frame.tooling) {
    json.key("queryLocator").text_or_null(done ? std::string_view() : next);
    const bool grouped = q.what == query::form::groups;
    json.key("entityTypeName")
        .text_or_null(shown == 0 ? std::string()
                      : grouped  ? "AggregateResult"
                                 : q.source->name());
  }
  if (!done) json.member("nextRecordsUrl", frame.base + "/query/" + next);
  json.key("records").begin_list();
  for (const auto& values : rows.groups) write_group(json, q, values);
  std::string rest;
  record_writer(rest, q, frame.base).write(std::span(rows.keys).subspan(first, count));
  if (!rest.empty()) json.raw(rest);
  json.end_list().end_object();
  return out;
}

}  // namespace sluice::orgsim::soql
