#include "orgsim/answers/query_answers.hpp"

#include "orgsim/answers/replies.hpp"
#include "orgsim/data/clock.hpp"
#include "orgsim/soql/columns.hpp"
#include "orgsim/soql/page.hpp"
#include "orgsim/soql/parser.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace sluice::orgsim {

namespace {

// `batchSize=500`, within what the API allows.
std::size_t batch_of(std::string_view options) {
  constexpr std::size_t most = 2000;
  constexpr std::size_t least = 200;
  constexpr std::string_view key = "batchSize=";
  const std::size_t at = options.find(key);
  if (at == std::string_view::npos) return most;
  const std::string_view rest = options.substr(at + key.size());
  const auto number = number_in(rest.substr(0, rest.find_first_not_of("0123456789")));
  return std::clamp(static_cast<std::size_t>(number.value_or(most)), least, most);
}

std::string frame_base(std::string_view base, bool tooling) {
  return std::string(base) + (tooling ? "/tooling" : "");
}

}  // namespace

query_answers::query_answers(const org_data& data, std::size_t cursors_alive)
    : data_(data), cursors_(cursors_alive, data.objects.seed()) {}

const table_list& query_answers::tables_for(const rights& of) {
  for (const view& v : views_)
    if (v.of == &of) return *v.tables;
  const org_data data{data_.objects, data_.who, data_.counts, data_.how, of};
  views_.push_back({&of, std::make_unique<table_list>(data)});
  return *views_.back().tables;
}

reply query_answers::first_page(const question& asked) {
  const std::string_view kind = asked.tooling ? "tooling_query" : "query";
  if (asked.text.empty()) return refusal_reply(kind, soql::malformed("A query string has to be specified"));
  constexpr std::size_t longest = 100000;
  if (asked.text.size() > longest)
    return refusal_reply(kind, {400, "QUERY_TOO_COMPLICATED", "SOQL statement too long"});
  const auto statement = soql::parse(asked.text);
  if (!statement) return refusal_reply(kind, statement.error());
  const api_tables tables(tables_for(asked.of), asked.tooling ? api::tooling : api::data);
  auto bound = soql::bind(*statement, {tables, org_now, asked.deleted_too});
  if (!bound) return refusal_reply(kind, bound.error());
  if (asked.columns) return text_reply(200, kind, soql::write_columns(*bound));
  auto rows = soql::evaluate(*bound, data_.how.query_work_rows);
  if (!rows) return refusal_reply(kind, rows.error());
  const std::size_t batch = std::min(batch_of(asked.options), bound->source->page_rows(bound->long_text));
  soql::page_frame frame{frame_base(asked.base, asked.tooling), asked.tooling, {}, 0, batch};
  if (rows->keys.size() <= frame.batch) return text_reply(200, kind, soql::write_page(*bound, *rows, frame));
  const cursor& c = cursors_.add(std::move(*bound), std::move(*rows), frame.batch, asked.tooling);
  frame.locator = c.locator;
  return text_reply(200, kind, soql::write_page(c.query, c.rows, frame));
}

reply query_answers::next_page(std::string_view base, bool tooling, std::string_view locator) {
  constexpr std::string_view kind = "query_more";
  const std::size_t dash = locator.rfind('-');
  const auto first = dash == std::string_view::npos ? std::nullopt : number_in(locator.substr(dash + 1));
  const cursor* c = first ? cursors_.find(locator.substr(0, dash)) : nullptr;
  const bool fits =
      c != nullptr && c->tooling == tooling && *first >= 0 && static_cast<std::size_t>(*first) < c->rows.keys.size();
  if (!fits) return error_reply(400, kind, "INVALID_QUERY_LOCATOR", "invalid query locator");
  const soql::page_frame frame{frame_base(base, tooling), tooling, c->locator, static_cast<std::size_t>(*first),
                               c->batch};
  return text_reply(200, kind, soql::write_page(c->query, c->rows, frame));
}

}  // namespace sluice::orgsim
