#include "orgsim/http/front.hpp"

#include "orgsim/data/draw.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/data/truth.hpp"
#include "orgsim/http/gzip.hpp"
#include "orgsim/soql/page.hpp"
#include "orgsim/soql/parser.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <boost/url/parse.hpp>

namespace sluice::orgsim {

namespace {

constexpr std::size_t cached_bytes = 64 * 1024 * 1024;
constexpr std::size_t most_batch = 2000;
constexpr std::size_t least_batch = 200;

reply text_reply(int status, std::string_view kind, std::string text) {
  reply r;
  r.status = status;
  r.kind = kind;
  r.body = std::make_shared<const std::string>(std::move(text));
  return r;
}

reply error_reply(int status, std::string_view kind, std::string_view code, std::string_view message) {
  return text_reply(status, kind, error_text(code, message));
}

reply not_found(std::string_view kind = "other") {
  return error_reply(404, kind, "NOT_FOUND", "The requested resource does not exist");
}

reply refused_statement(std::string_view kind, const refusal& why) {
  return error_reply(why.status, kind, why.code, why.message);
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// `batchSize=500`, within what the API allows.
std::size_t batch_of(std::string_view options) {
  constexpr std::string_view key = "batchSize=";
  const std::size_t at = options.find(key);
  if (at == std::string_view::npos) return most_batch;
  const std::string_view rest = options.substr(at + key.size());
  const auto number = number_in(rest.substr(0, rest.find_first_not_of("0123456789")));
  return std::clamp(static_cast<std::size_t>(number.value_or(most_batch)), least_batch, most_batch);
}

std::string etag_of(std::uint64_t key) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string tag = "\"";
  for (int i = 0; i < 8; ++i, key >>= 4U) tag += hex[key & 15U];
  return tag + '"';
}

// What does not change unless the object does. True: the client has it already.
bool revalidate(const request_view& request, std::int64_t modified, std::uint64_t key, reply& r) {
  r.last_modified = http_date(modified);
  r.etag = etag_of(mix(key ^ static_cast<std::uint64_t>(modified)));
  if (request.if_modified_since.empty()) return false;
  const std::int64_t since = parse_http_date(request.if_modified_since);
  if (since < modified) return false;
  r.status = 304;
  return true;
}

}  // namespace

// `/services/data/v64.0/sobjects/Account/describe` is version 64 and the segments after it.
struct front::address {
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> params;
  int version = 0;
  std::string base;
  bool valid = false;

  explicit address(std::string_view target) {
    const auto url = boost::urls::parse_origin_form(target);
    if (!url) return;
    valid = true;
    for (const auto& segment : url->segments()) segments.emplace_back(segment);
    std::erase(segments, "");
    for (const auto& p : url->params()) params.emplace_back(p.key, p.value);
    if (segments.size() < 3 || segments[0] != "services" || segments[1] != "data") return;
    const std::string_view version_word = segments[2];
    if (version_word.starts_with('v') && version_word.ends_with(".0"))
      version = static_cast<int>(number_in(version_word.substr(1, version_word.size() - 3)).value_or(0));
    base = "/services/data/" + segments[2];
  }

  std::optional<std::string> param(std::string_view key) const {
    for (const auto& [name, value] : params)
      if (name == key) return value;
    return std::nullopt;
  }
};

front::front(org data, const profile& how, std::string token)
    : data_(std::move(data)),
      who_(make_people(data_.seed())),
      counts_(data_, who_),
      tables_(org_data{data_, who_, counts_}),
      profile_(how),
      token_(std::move(token)),
      rate_(how.calls_per_minute, how.burst),
      cursors_(how.cursors, data_.seed()),
      bodies_(cached_bytes),
      used_(how.day_used) {}

// Not monotone, as recorded: several servers of an org each have a count of their own, up to 14 behind.
std::string front::usage() {
  constexpr std::uint64_t furthest_behind = 15;
  draw d(data_.seed(), "usage", static_cast<std::uint64_t>(answered_++));
  const auto behind = used_ >= profile_.day_max ? 0 : static_cast<std::int64_t>(d.below(furthest_behind));
  return "api-usage=" + std::to_string(std::max<std::int64_t>(used_ - behind, 1)) + "/" +
         std::to_string(profile_.day_max);
}

std::optional<reply> front::refuse(const request_view& request, sim_time now, std::size_t in_flight) {
  const std::string_view path = request.target.substr(0, request.target.find('?'));
  if (path == "/services/data" || path == "/services/data/") return std::nullopt;
  constexpr std::string_view scheme = "Bearer ";
  const bool known = request.authorization.starts_with(scheme) && request.authorization.substr(scheme.size()) == token_;
  if (!known) {
    reply r = error_reply(401, "unauthorised", "INVALID_SESSION_ID", "Session expired or invalid");
    r.wants_token = true;
    return r;
  }
  std::optional<reply> r;
  if (const auto wait = rate_.refuse(now)) {
    r = error_reply(429, "refused", "REQUEST_LIMIT_EXCEEDED", "Too many requests in a short time. Try again later.");
    r->retry_after = std::to_string(wait->count());
  } else if (profile_.in_flight_cap > 0 && in_flight > profile_.in_flight_cap) {
    r = error_reply(403, "refused", "REQUEST_LIMIT_EXCEEDED",
                    "ConcurrentRequests (Concurrent API Requests) Limit exceeded.");
  } else if (used_ >= profile_.day_max) {
    r = error_reply(403, "refused", "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
  }
  if (!r) {
    ++used_;
    return std::nullopt;
  }
  r->refused = true;
  r->usage = usage();
  return r;
}

reply front::answer(const request_view& request) {
  const address where(request.target);
  if (!where.valid) return error_reply(400, "other", "MALFORMED_REQUEST", "The address can not be read");
  if (where.segments.size() == 2 && where.segments[0] == "services" && where.segments[1] == "data")
    return text_reply(200, "versions", versions_text());
  reply r = route(request, where);
  r.usage = usage();
  return r;
}

reply front::route(const request_view& request, const address& where) {
  const auto& s = where.segments;
  if (where.base.empty() || where.version > newest_version || where.version <= 0) return not_found();
  if (where.version < oldest_version)
    return error_reply(410, "other", "UNSUPPORTED_API_VERSION", "This version of the API is retired");
  const auto is = [&s](std::initializer_list<std::string_view> rest) {
    return s.size() == rest.size() + 3 && std::equal(rest.begin(), rest.end(), s.begin() + 3);
  };
  const bool tooling = s.size() > 3 && s[3] == "tooling";
  const bool describes = s.size() == 6 && s[3] == "sobjects" && s[5] == "describe";
  const bool more = s.size() == (tooling ? 6U : 5U) && s[s.size() - 2] == "query";
  const bool known = is({}) || is({"sobjects"}) || is({"query"}) || is({"tooling", "query"}) || is({"limits"}) ||
                     is({"limits", "recordCount"}) || describes || more;
  if (!known) return not_found();
  if (request.method != boost::beast::http::verb::get) {
    reply r = error_reply(405, "other", "METHOD_NOT_ALLOWED", "HTTP Method not allowed. Allowed are GET");
    r.allow = "GET";
    return r;
  }
  if (describes) return describe(request, where, s[4]);
  if (is({"sobjects"})) return list(request, where);
  if (is({"query"})) return query(request, where, false);
  if (is({"tooling", "query"})) return query(request, where, true);
  if (more) return query_more(where, s.back(), tooling);
  if (is({"limits"})) return text_reply(200, "limits", limits_text(profile_.day_max, used_));
  if (is({})) return text_reply(200, "resources", resources_text(where.base));
  std::vector<std::string> names;
  std::string asked = where.param("sObjects").value_or("");
  for (std::size_t comma = 0; !asked.empty(); asked.erase(0, comma == std::string::npos ? comma : comma + 1)) {
    comma = asked.find(',');
    names.push_back(asked.substr(0, comma));
  }
  return text_reply(200, "record_count", record_counts_text(data_, counts_, names));
}

reply front::describe(const request_view& request, const address& where, const std::string& name) {
  const auto o = data_.find(name);
  if (!o) return not_found("describe");
  reply r;
  r.kind = "describe";
  if (revalidate(request, data_.last_modified(*o), data_.at(*o).key, r)) return r;
  const std::string key = where.base + '/' + data_.at(*o).name;
  const std::string packed_key = key + " gzip";
  r.is_gzip = request.gzip;
  r.body = bodies_.find(request.gzip ? packed_key : key);
  if (r.body) return r;
  std::string text = describe_text(data_, *o, where.base, host_);
  r.body = std::make_shared<const std::string>(request.gzip ? gzipped(text) : std::move(text));
  bodies_.add(request.gzip ? packed_key : key, r.body);
  return r;
}

reply front::list(const request_view& request, const address& where) {
  constexpr std::int64_t list_modified = 1735689600;  // 2025-01-01: after the last change of any object
  constexpr object_index at_once = 64;
  reply r;
  r.kind = "list";
  if (revalidate(request, list_modified, data_.size(), r)) return r;
  r.pieces = [this, base = where.base, next = object_index{0}](std::string& out) mutable {
    if (next == 0) out += object_list_begin();
    const auto end = std::min<object_index>(next + at_once, static_cast<object_index>(data_.size()));
    for (; next < end; ++next) {
      if (next > 0) out += ',';
      append_list_entry(out, data_, next, base);
    }
    const bool more = next < data_.size();
    if (!more) out += object_list_end();
    return more;
  };
  return r;
}

reply front::query(const request_view& request, const address& where, bool tooling) {
  const std::string_view kind = tooling ? "tooling_query" : "query";
  const auto text = where.param("q");
  if (!text || text->empty()) return refused_statement(kind, soql::malformed("A query string has to be specified"));
  constexpr std::size_t longest = 100000;
  if (text->size() > longest) return refused_statement(kind, {400, "QUERY_TOO_COMPLICATED", "SOQL statement too long"});
  auto statement = soql::parse(*text);
  if (!statement) return refused_statement(kind, statement.error());
  const api which = tooling ? api::tooling : api::data;
  if (const auto why = tables_.refuses(which, statement->from.text)) return refused_statement(kind, *why);
  auto table = tables_.find(which, statement->from.text);
  if (!table) return refused_statement(kind, soql::unknown_object(*text, statement->from.at, statement->from.text));
  auto bound = soql::bind(*statement, std::move(table));
  if (!bound) return refused_statement(kind, bound.error());
  auto rows = soql::evaluate(*bound);
  if (!rows) return refused_statement(kind, rows.error());
  soql::page_frame frame{where.base + (tooling ? "/tooling" : ""), tooling, {}, 0, batch_of(request.query_options)};
  if (rows->keys.size() <= frame.batch) return text_reply(200, kind, soql::write_page(*bound, *rows, frame));
  const cursor& c = cursors_.add(std::move(*bound), std::move(*rows), frame.batch, tooling);
  frame.locator = c.locator;
  return text_reply(200, kind, soql::write_page(c.query, c.rows, frame));
}

reply front::query_more(const address& where, std::string_view locator, bool tooling) {
  constexpr std::string_view kind = "query_more";
  const std::size_t dash = locator.rfind('-');
  const auto first = dash == std::string_view::npos ? std::nullopt : number_in(locator.substr(dash + 1));
  const cursor* c = first ? cursors_.find(locator.substr(0, dash)) : nullptr;
  const bool fits =
      c != nullptr && c->tooling == tooling && *first >= 0 && static_cast<std::size_t>(*first) < c->rows.keys.size();
  if (!fits) return error_reply(400, kind, "INVALID_QUERY_LOCATOR", "invalid query locator");
  return text_reply(200, kind,
                    soql::write_page(c->query, c->rows,
                                     {where.base + (tooling ? "/tooling" : ""), tooling, c->locator,
                                      static_cast<std::size_t>(*first), c->batch}));
}

reply front::answer_internal(const request_view& request, const traffic_stats& stats) {
  const address where(request.target);
  if (where.segments.size() == 2 && where.segments[1] == "stats") return text_reply(200, "internal", stats.json());
  if (where.segments.size() == 2 && where.segments[1] == "truth") return truth(where);
  return not_found("internal");
}

reply front::truth(const address& where) {
  reply r;
  r.kind = "internal";
  object_index begin = 0;
  auto end = static_cast<object_index>(data_.size());
  if (const auto name = where.param("object")) {
    const auto o = data_.find(*name);
    if (!o) return not_found("internal");
    begin = *o;
    end = *o + 1;
  }
  r.pieces = [this, begin, end, next = begin](std::string& out) mutable {
    constexpr object_index at_once = 16;
    if (next == begin) out += "{\"objects\":{";
    const object_index stop = std::min<object_index>(next + at_once, end);
    for (; next < stop; ++next) {
      if (next > begin) out += ',';
      append_truth(out, data_, who_, counts_, next);
    }
    if (next == end) out += "}}";
    return next < end;
  };
  return r;
}

std::string make_token(std::uint64_t seed) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
  draw d(seed, "token");
  std::string token = long_id("00D", mix(seed) % 1000000000U) + "!";
  for (int i = 0; i < 96; ++i) token += letters[static_cast<std::size_t>(d.below(letters.size()))];
  return token;
}

}  // namespace sluice::orgsim
