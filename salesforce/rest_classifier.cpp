#include "salesforce/rest_classifier.hpp"

#include "salesforce/api_name.hpp"
#include "salesforce/error_body.hpp"
#include "salesforce/error_table.hpp"
#include "salesforce/reply_headers.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

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

limit_hint hint_of(const org_error& told, bool waits) {
  const std::string words = folded(told.code) + ' ' + folded(told.message);
  const auto speak_of = [&words](std::string_view of) { return words.find(of) != std::string::npos; };
  if (speak_of("concurrent")) return limit_hint::at_once;
  constexpr std::array of_a_rate{"totalrequests", "too many requests", "rate limit", "per second", "per minute"};
  return waits || std::ranges::any_of(of_a_rate, speak_of) ? limit_hint::rate : limit_hint::none;
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
  if (end.cls == outcome_class::limited) end.hint = hint_of(told, end.retry_after.has_value());
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
  end.retry_after = read_retry_after(r.headers);
  judge_refusal(end, body);
  return end;
}

}  // namespace sluice
