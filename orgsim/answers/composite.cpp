#include "orgsim/answers/composite.hpp"

#include "orgsim/answers/composite_references.hpp"
#include "orgsim/answers/json_text.hpp"
#include "orgsim/answers/replies.hpp"
#include "orgsim/answers/small_answers.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/grammar/lut_chars.hpp>
#include <boost/url/rfc/pchars.hpp>

namespace sluice::orgsim {

namespace {

namespace json = boost::json;
namespace http = boost::beast::http;

constexpr std::size_t subrequests_max = 25;
constexpr std::size_t queries_max = 5;

struct subrequest {
  http::verb method = http::verb::unknown;
  std::string url;
  std::optional<std::string> reference;
  std::string if_modified_since;
  std::string body;
};

struct subresponse {
  int status = 200;
  std::string body;  // JSON
  std::string etag;
  std::string last_modified;
};

std::string text_member(const json::object& from, std::string_view name) {
  const json::value* found = from.if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

bool flag_member(const json::object& from, std::string_view name) {
  const json::value* found = from.if_contains(name);
  return found != nullptr && found->is_bool() && found->as_bool();
}

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

subrequest read_subrequest(const json::value& source) {
  subrequest s;
  if (!source.is_object()) return s;
  const json::object& from = source.as_object();
  s.method = http::string_to_verb(text_member(from, "method"));
  s.url = text_member(from, "url");
  if (from.contains("referenceId")) s.reference = text_member(from, "referenceId");
  if (const json::value* headers = from.if_contains("httpHeaders"); headers != nullptr && headers->is_object())
    for (const auto& [name, value] : headers->as_object())
      if (same_name(name, "If-Modified-Since") && value.is_string()) s.if_modified_since = value.as_string();
  for (const char* name : {"body", "richInput"})
    if (const json::value* body = from.if_contains(name)) s.body = json::serialize(*body);
  return s;
}

struct parcel {
  json::object outside;
  std::vector<subrequest> inside;
};

// The member of that name is a list of subrequests.
boost::system::result<parcel, reply> read_parcel(const request_view& outer, std::string_view list_name) {
  const auto refuse = [](std::string_view code, std::string_view message) {
    return error_reply(400, "composite", code, message);
  };
  json::error_code error;
  json::value whole = json::parse(outer.body, error);
  if (error) return refuse("JSON_PARSER_ERROR", "The body can not be read as JSON: " + error.message());
  const json::value* list = whole.is_object() ? whole.as_object().if_contains(list_name) : nullptr;
  if (list == nullptr || !list->is_array() || list->as_array().empty())
    return refuse("REQUIRED_FIELD_MISSING", "Required fields are missing: [" + std::string(list_name) + "]");
  parcel read;
  for (const json::value& s : list->as_array()) read.inside.push_back(read_subrequest(s));
  read.outside = std::move(whole.as_object());
  return read;
}

subresponse halted(std::string_view message) {
  return {400, error_text("PROCESSING_HALTED", message), {}, {}};
}

// Inside JSON an address may hold characters that a request line may not: recorded clients write statements as they
// are. What is escaped already stays as it is.
std::string as_target(std::string_view url) {
  constexpr auto stay = boost::urls::pchars + boost::urls::grammar::lut_chars("/?");
  std::string made;
  made.reserve(url.size());
  for (std::size_t at = 0; at < url.size();) {
    const std::size_t end = std::min(url.find('%', at), url.size());
    made.append(boost::urls::encode(boost::core::string_view(url.data() + at, end - at), stay));
    if (end < url.size()) made.push_back('%');
    at = end + 1;
  }
  return made;
}

subresponse answer_one(const request_view& outer, const subrequest& s, std::string_view url,
                       const subrequest_handler& handle) {
  request_view inner = outer;
  const std::string target = as_target(url);
  inner.method = s.method;
  inner.target = target;
  inner.if_modified_since = s.if_modified_since;
  inner.body = s.body;
  inner.content_type = "application/json";
  inner.content_encoding = {};
  inner.gzip = false;
  reply r = handle(inner);
  gather_pieces(r);
  return {r.status, r.body ? *r.body : "null", r.etag, r.last_modified};
}

// Inside a composite the day has no leading zero, as recorded: `Sat, 4 Jan 2025`.
std::string without_leading_zero(std::string date) {
  constexpr std::size_t day_at = 5;
  if (date.size() > day_at && date[day_at] == '0') date.erase(day_at, 1);
  return date;
}

void write_subresponse(json_text& out, const subresponse& r, const std::optional<std::string>& reference) {
  out.begin_object().key("body").raw(r.body).key("httpHeaders").begin_object();
  if (!r.etag.empty()) out.member("ETag", r.etag);
  if (!r.last_modified.empty()) out.member("Last-Modified", without_leading_zero(r.last_modified));
  out.end_object().member("httpStatusCode", r.status).key("referenceId");
  if (reference)
    out.text(*reference);
  else
    out.null();
  out.end_object();
}

reply composite_of(const std::vector<std::pair<subresponse, std::optional<std::string>>>& all) {
  std::string text;
  json_text out(text);
  out.begin_object().key("compositeResponse").begin_list();
  for (const auto& [response, reference] : all) write_subresponse(out, response, reference);
  out.end_list().end_object();
  return text_reply(200, "composite", std::move(text));
}

bool is_query(const subrequest& s) {
  const std::string_view path = std::string_view(s.url).substr(0, s.url.find('?'));
  return path.find("/query") != std::string_view::npos;
}

bool fits_reference(std::string_view id) {
  return !id.empty() && id.front() != '_' && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
}

// What keeps the whole of a composite from being begun: one entry says so, as recorded.
std::optional<subresponse> refuse_whole(const std::vector<subrequest>& inside) {
  const auto refuse = [](std::string_view code, std::string_view message) {
    return subresponse{400, error_text(code, message), {}, {}};
  };
  if (inside.size() > subrequests_max)
    return refuse("LIMIT_EXCEEDED", "The request can\xE2\x80\x99t contain more than 25 operations.");
  if (static_cast<std::size_t>(std::count_if(inside.begin(), inside.end(), is_query)) > queries_max)
    return refuse("LIMIT_EXCEEDED", "The request can\xE2\x80\x99t contain more than 5 query operations.");
  std::vector<std::string> ids;
  for (const subrequest& s : inside) {
    const std::string id = s.reference.value_or("");
    if (!fits_reference(id))
      return refuse("INVALID_INPUT", "Provided referenceId ('" + id +
                                         "') must start with a letter or a number, and it can contain only letters, "
                                         "numbers and underscores ('_').");
    if (std::find(ids.begin(), ids.end(), id) != ids.end())
      return refuse("INVALID_INPUT", "The referenceId '" + id + "' is used more than once in this request.");
    ids.push_back(id);
  }
  return std::nullopt;
}

json::value parsed_or_null(const std::string& text) {
  json::error_code error;
  json::value v = json::parse(text, error);
  return error ? json::value() : v;
}

}  // namespace

reply answer_composite(const request_view& outer, const subrequest_handler& handle) {
  auto read = read_parcel(outer, "compositeRequest");
  if (!read) return read.error();
  if (auto why = refuse_whole(read->inside)) return composite_of({{std::move(*why), std::nullopt}});
  const bool has_references = outer.body.find("@{") != std::string_view::npos;
  std::vector<std::pair<subresponse, std::optional<std::string>>> all;
  answered_bodies answered;
  bool failed = false;
  for (const subrequest& s : read->inside) {
    const auto url = with_references(s.url, answered);
    subresponse r = url ? answer_one(outer, s, url->text, handle) : halted(url.error().message);
    failed = failed || r.status >= 400;
    if (has_references) answered.emplace(*s.reference, parsed_or_null(r.body));
    all.emplace_back(std::move(r), s.reference);
  }
  if (failed && flag_member(read->outside, "allOrNone"))
    for (auto& [response, reference] : all)
      if (response.status < 400)
        response = halted("The transaction was rolled back since another operation in the same transaction failed.");
  return composite_of(all);
}

reply answer_batch(const request_view& outer, const subrequest_handler& handle) {
  auto read = read_parcel(outer, "batchRequests");
  if (!read) return read.error();
  if (read->inside.size() > subrequests_max)
    return error_reply(400, "batch", "LIMIT_EXCEEDED", "The request can\xE2\x80\x99t contain more than 25 operations.");
  const bool halts = flag_member(read->outside, "haltOnError");
  std::string results;
  json_text out(results);
  out.begin_list();
  bool failed = false;
  for (const subrequest& s : read->inside) {
    subresponse r{412, error_text("BATCH_PROCESSING_HALTED", "Batch processing halted per request"), {}, {}};
    if (!failed || !halts) r = answer_one(outer, s, s.url.starts_with('/') ? s.url : "/services/data/" + s.url, handle);
    failed = failed || r.status >= 400;
    out.begin_object().member("statusCode", r.status).key("result").raw(r.body).end_object();
  }
  out.end_list();
  std::string text = std::string(R"({"hasErrors":)") + (failed ? "true" : "false") + R"(,"results":)" + results + "}";
  return text_reply(200, "batch", std::move(text));
}

std::size_t subrequest_count(std::string_view body) {
  json::error_code error;
  const json::value whole = json::parse(body, error);
  if (error || !whole.is_object()) return 0;
  for (const char* name : {"compositeRequest", "batchRequests"})
    if (const json::value* list = whole.as_object().if_contains(name); list != nullptr && list->is_array())
      return list->as_array().size();
  return 0;
}

}  // namespace sluice::orgsim
