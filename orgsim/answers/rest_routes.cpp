// Addresses and methods of the REST API, and what is refused before anything is asked of the org.

#include "orgsim/answers/replies.hpp"
#include "orgsim/answers/rest_answers.hpp"
#include "orgsim/answers/small_answers.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

namespace {

using boost::beast::http::verb;
using handler = reply (rest_answers::*)(const rest_answers::asked&);

enum class methods { read, post, write };  // GET and HEAD; POST; what changes records

// `*` takes any one segment: the first is the object's name or a locator, the second an id.
struct route {
  std::string_view pattern;
  methods allowed;
  handler answer;
};

// In the order in which they are tried: several lines may have one address with different methods.
constexpr std::array<route, 31> routes{{
    {"", methods::read, &rest_answers::resources},
    {"sobjects", methods::read, &rest_answers::list},
    {"sobjects/*/describe", methods::read, &rest_answers::describe},
    {"sobjects/*", methods::read, &rest_answers::basic_facts},
    {"sobjects/*", methods::write, &rest_answers::refuse_write},
    {"sobjects/*/*", methods::read, &rest_answers::record},
    {"sobjects/*/*", methods::write, &rest_answers::refuse_write},
    {"query", methods::read, &rest_answers::query},
    {"queryAll", methods::read, &rest_answers::query},
    {"query/*", methods::read, &rest_answers::query_more},
    {"queryAll/*", methods::read, &rest_answers::query_more},
    {"limits", methods::read, &rest_answers::limits},
    {"limits/recordCount", methods::read, &rest_answers::record_count},
    {"composite", methods::read, &rest_answers::composite_resources},
    {"composite", methods::post, &rest_answers::composite},
    {"composite/batch", methods::post, &rest_answers::batch},
    {"composite/sobjects", methods::write, &rest_answers::refuse_write},
    {"composite/sobjects/*", methods::write, &rest_answers::refuse_write},
    {"composite/tree/*", methods::write, &rest_answers::refuse_write},
    {"tooling", methods::read, &rest_answers::tooling_resources},
    {"tooling/sobjects", methods::read, &rest_answers::tooling_list},
    {"tooling/sobjects/*/describe", methods::read, &rest_answers::describe},
    {"tooling/sobjects/*", methods::read, &rest_answers::basic_facts},
    {"tooling/sobjects/*", methods::write, &rest_answers::refuse_write},
    {"tooling/sobjects/*/*", methods::read, &rest_answers::record},
    {"tooling/sobjects/*/*", methods::write, &rest_answers::refuse_write},
    {"tooling/query", methods::read, &rest_answers::query},
    {"tooling/query/*", methods::read, &rest_answers::query_more},
    {"tooling/composite", methods::post, &rest_answers::composite},
    {"tooling/composite/batch", methods::post, &rest_answers::batch},
    {"tooling/composite/sobjects", methods::write, &rest_answers::refuse_write},
}};

constexpr bool allows(methods which, verb method) {
  switch (which) {
    case methods::read:
      return method == verb::get || method == verb::head;
    case methods::post:
      return method == verb::post;
    case methods::write:
      return method == verb::post || method == verb::patch || method == verb::put || method == verb::delete_;
  }
  return false;
}

constexpr std::string_view words_of(methods which) {
  switch (which) {
    case methods::read:
      return "HEAD,GET";
    case methods::post:
      return "POST";
    case methods::write:
      return "POST,PATCH,DELETE";
  }
  return {};
}

// Fills `open` with what the stars stood for.
bool matches(std::string_view pattern, std::span<const std::string> segments, std::vector<std::string>& open) {
  open.clear();
  for (const std::string& segment : segments) {
    const std::string_view part = pattern.substr(0, pattern.find('/'));
    if (part.empty() || (part != "*" && part != segment)) return false;
    if (part == "*") open.push_back(segment);
    pattern.remove_prefix(std::min(part.size() + 1, pattern.size()));
  }
  return pattern.empty();
}

bool takes_json(std::string_view accept) {
  if (accept.empty()) return true;
  for (const std::string_view kind : {"*/*", "application/json", "application/*", "json"})
    if (accept.find(kind) != std::string_view::npos) return true;
  return false;
}

reply refuse_method(std::string_view method, const std::string& allowed) {
  reply r = error_reply(405, "other", "METHOD_NOT_ALLOWED",
                        "HTTP Method '" + std::string(method) + "' not allowed. Allowed are " + allowed);
  r.allow = allowed;
  return r;
}

}  // namespace

reply rest_answers::answer(const request_view& request, const address& where, const caller& who) {
  if (where.base.empty() || where.version > newest_version || where.version <= 0) return not_found();
  if (where.version < oldest_version)
    return error_reply(410, "other", "UNSUPPORTED_API_VERSION", "This version of the API is retired");
  std::vector<std::string> open;
  std::string allowed;
  for (const route& r : routes) {
    if (!matches(r.pattern, where.rest(), open)) continue;
    if (!allows(r.allowed, request.method)) {
      allowed += (allowed.empty() ? "" : ",") + std::string(words_of(r.allowed));
      continue;
    }
    if (!takes_json(request.accept))
      return error_reply(406, "other", "NOT_ACCEPTABLE", "This org answers in JSON only: Accept: application/json");
    if (r.allowed == methods::post && request.content_type.find("json") == std::string_view::npos)
      return error_reply(415, "other", "UNSUPPORTED_MEDIA_TYPE",
                         "Content type not supported: " + std::string(request.content_type));
    open.resize(2);
    return (this->*r.answer)(
        {request, where, who, r.pattern.starts_with("tooling"), std::move(open[0]), std::move(open[1])});
  }
  if (!allowed.empty()) return refuse_method(boost::beast::http::to_string(request.method), allowed);
  return not_found();
}

}  // namespace sluice::orgsim
