#include "salesforce/rest_classifier.hpp"

#include "salesforce/api_name.hpp"
#include "salesforce/error_body.hpp"
#include "salesforce/error_table.hpp"
#include "salesforce/reply_headers.hpp"

#include <string>

namespace sluice {
namespace {

constexpr int not_modified = 304;
constexpr int no_content = 204;
constexpr int unauthorized = 401;

outcome without_reply(const http_result& r) {
  const auto meaning = meaning_of(r.failure);
  outcome end;
  end.cls = meaning.cls;
  end.code = std::string(meaning.name);
  end.message = r.detail;
  end.cancelled = r.failure == http_failure::cancelled;
  return end;
}

bool speaks_of_requests_at_once(const org_error& told) {
  return folded(told.code).find("concurrent") != std::string::npos ||
         folded(told.message).find("concurrent") != std::string::npos;
}

std::string status_code(int status) {
  return "HTTP " + std::to_string(status);
}

void judge_success(outcome& end, std::string_view body) {
  if (end.status == no_content || looks_like_json(body)) return;
  end.cls = outcome_class::broken;
  end.code = status_code(end.status);
  // Not the body's own words: what is left of a cut reply may be somebody's data.
  end.message = looks_like_html(body) ? "an HTML page where JSON belongs" : "no whole JSON";
}

void judge_refusal(outcome& end, std::string_view body) {
  auto told = read_error_body(body);
  const auto meaning = meaning_of(end.status, told.code);
  end.cls = meaning.cls;
  end.missing = meaning.missing;
  end.unauthorized = end.status == unauthorized;
  end.hints_concurrency = end.cls == outcome_class::limited && speaks_of_requests_at_once(told);
  end.code = told.code.empty() ? status_code(end.status) : std::move(told.code);
  end.message = std::move(told.message);
}

}  // namespace

outcome rest_classifier::classify(const http_result& r) const {
  if (r.failure != http_failure::none) return without_reply(r);
  outcome end;
  end.status = r.status;
  if (const auto* info = find_header(r.headers, "Sforce-Limit-Info")) end.usage = read_usage(*info);
  if (r.status == not_modified) return end;
  const std::string_view body = r.body ? std::string_view(*r.body) : std::string_view{};
  if (r.status >= 200 && r.status < 300) {
    judge_success(end, body);
    return end;
  }
  judge_refusal(end, body);
  end.retry_after = read_retry_after(r.headers);
  return end;
}

}  // namespace sluice
