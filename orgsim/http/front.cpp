#include "orgsim/http/front.hpp"

#include "orgsim/answers/replies.hpp"
#include "orgsim/data/draw.hpp"
#include "orgsim/data/record_id.hpp"
#include "orgsim/data/truth.hpp"
#include "orgsim/http/gzip.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/url/parse.hpp>

namespace sluice::orgsim {

namespace {

constexpr std::size_t cached_bytes = 64 * 1024 * 1024;
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
      queries_({data_, who_, counts_}, how.cursors),
      limits_(how),
      token_(std::move(token)),
      bodies_(cached_bytes) {}

// Not monotone, as recorded: several servers of an org each have a count of their own, up to 14 behind.
std::string front::usage() {
  constexpr std::uint64_t furthest_behind = 15;
  draw d(data_.seed(), "usage", static_cast<std::uint64_t>(answered_++));
  const std::int64_t used = limits_.day_used();
  const auto behind = used >= limits_.day_max() ? 0 : static_cast<std::int64_t>(d.below(furthest_behind));
  return "api-usage=" + std::to_string(std::max<std::int64_t>(used - behind, 1)) + "/" +
         std::to_string(limits_.day_max());
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
  const auto why = limits_.refuse(now, in_flight);
  if (!why) return std::nullopt;
  reply r = error_reply(why->status, "refused", why->code, why->message);
  r.retry_after = why->retry_after;
  r.refused = true;
  r.usage = usage();
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
  if (more) return queries_.next_page(where.base, tooling, s.back());
  if (s.back() == "query")
    return queries_.first_page({where.base, tooling, where.param("q").value_or(""), request.query_options});
  if (is({"limits"})) return text_reply(200, "limits", limits_text(limits_.day_max(), limits_.day_used()));
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
