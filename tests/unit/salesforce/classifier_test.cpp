#include "salesforce/reply_headers.hpp"
#include "salesforce/rest_classifier.hpp"
#include "tests/unit/salesforce/replies.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using namespace std::chrono_literals;
using testing::failed;
using testing::reply;
using enum outcome_class;

namespace {

outcome classify(const http_result& r) {
  return rest_classifier{}.classify(r);
}

std::string body_of(const std::string& code, const std::string& message = "words in any language") {
  return R"([{"message":")" + message + R"(","errorCode":")" + code + R"("}])";
}

}  // namespace

TEST_CASE("status and code decide what a refusal means") {
  struct row {
    int status;
    const char* code;
    outcome_class cls;
    gap missing;
  };
  const row rows[] = {
      {401, "INVALID_SESSION_ID", rejected, gap::denied},
      {401, "INVALID_AUTH_HEADER", rejected, gap::denied},
      {403, "REQUEST_LIMIT_EXCEEDED", limited, gap::failed},
      {429, "REQUEST_LIMIT_EXCEEDED", limited, gap::failed},
      {429, "TOO_MANY_REQUESTS", limited, gap::failed},
      {503, "SERVER_UNAVAILABLE", overloaded, gap::failed},
      {403, "API_CURRENTLY_DISABLED", overloaded, gap::failed},
      {500, "UNKNOWN_EXCEPTION", broken, gap::failed},
      {400, "QUERY_TIMEOUT", broken, gap::failed},
      {400, "INVALID_QUERY_LOCATOR", broken, gap::failed},
      {403, "INSUFFICIENT_ACCESS", rejected, gap::denied},
      {400, "INSUFFICIENT_ACCESS_OR_READONLY", rejected, gap::denied},
      {403, "API_DISABLED_FOR_ORG", rejected, gap::denied},
      {403, "A_CODE_NOBODY_HAS_MET", rejected, gap::denied},
      {400, "INVALID_TYPE", rejected, gap::unsupported},
      {400, "INVALID_TYPE_FOR_OPERATION", rejected, gap::unsupported},
      {400, "INVALID_FIELD", rejected, gap::unsupported},
      {400, "MALFORMED_QUERY", rejected, gap::unsupported},
      {400, "EXCEEDED_ID_LIMIT", rejected, gap::unsupported},
      {400, "EXTERNAL_OBJECT_EXCEPTION", rejected, gap::unsupported},
      {400, "EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION", rejected, gap::unsupported},
      {400, "BIG_OBJECT_UNSUPPORTED_OPERATION", rejected, gap::unsupported},
      {404, "NOT_FOUND", rejected, gap::unsupported},
      {400, "A_CODE_NOBODY_HAS_MET", rejected, gap::failed},
      {500, "A_CODE_NOBODY_HAS_MET", broken, gap::failed},
      {502, "A_CODE_NOBODY_HAS_MET", overloaded, gap::failed},
  };
  for (const auto& [status, code, cls, missing] : rows) {
    CAPTURE(status);
    CAPTURE(code);
    const auto end = classify(reply(status, body_of(code)));
    CHECK(end.cls == cls);
    CHECK(end.missing == missing);
    CHECK(end.code == code);
    CHECK(end.status == status);
    CHECK(end.message == "words in any language");
    CHECK(end.unauthorized == (status == 401));
  }
}

TEST_CASE("without a code the status decides, and names itself") {
  struct row {
    int status;
    outcome_class cls;
    gap missing;
  };
  const row rows[] = {
      {302, broken, gap::failed},        {400, rejected, gap::failed},      {401, rejected, gap::denied},
      {403, rejected, gap::denied},      {404, rejected, gap::unsupported}, {408, broken, gap::failed},
      {410, rejected, gap::unsupported}, {413, rejected, gap::failed},      {414, rejected, gap::failed},
      {420, rejected, gap::failed},      {429, limited, gap::failed},       {431, rejected, gap::failed},
      {500, broken, gap::failed},        {501, broken, gap::failed},        {502, overloaded, gap::failed},
      {503, overloaded, gap::failed},    {504, overloaded, gap::failed}};
  for (const auto& [status, cls, missing] : rows) {
    for (const char* body : {"", "<html><body>We are down for maintenance.</body></html>", "no such luck", "[]", "{}",
                             "[17]", "[{\"errorCode\":5}]"}) {
      CAPTURE(status);
      CAPTURE(body);
      const auto end = classify(reply(status, body));
      CHECK(end.cls == cls);
      CHECK(end.missing == missing);
      CHECK(end.code == "HTTP " + std::to_string(status));
    }
  }
}

TEST_CASE("a transport failure is named by its kind") {
  struct row {
    http_failure failure;
    const char* code;
    outcome_class cls;
  };
  const row rows[] = {{http_failure::unresolved, "unresolved", overloaded},
                      {http_failure::refused, "refused", overloaded},
                      {http_failure::connect_timeout, "connect_timeout", overloaded},
                      {http_failure::tls, "tls", broken},
                      {http_failure::timeout, "timeout", broken},
                      {http_failure::reset, "reset", broken},
                      {http_failure::truncated, "truncated", broken},
                      {http_failure::too_large, "too_large", rejected},
                      {http_failure::cancelled, "cancelled", broken},
                      {http_failure::other, "other", broken}};
  for (const auto& [failure, code, cls] : rows) {
    const auto end = classify(failed(failure));
    CHECK(end.code == code);
    CHECK(end.cls == cls);
    CHECK(end.status == 0);
    CHECK(end.cancelled == (failure == http_failure::cancelled));
    CHECK(end.message == "as told by the transport");
  }
}

TEST_CASE("a success must look like JSON") {
  for (const char* good : {"{}", "[]", " \r\n{\"a\":1}\n", "[1,2]"}) CHECK(classify(reply(200, good)).cls == ok);
  CHECK(classify(reply(304, "")).cls == ok);
  CHECK(classify(reply(204, "")).cls == ok);
  for (const char* bad :
       {"", "  ", "<!DOCTYPE html><html></html>", "{\"records\":[{\"Name\":\"Somebo", "{]", "[", "OK"}) {
    CAPTURE(bad);
    const auto end = classify(reply(200, bad));
    CHECK(end.cls == broken);
    CHECK(end.code == "HTTP 200");
    CHECK(end.message.find("Somebo") == std::string::npos);
  }
}

TEST_CASE("OAuth errors are read from their object form") {
  const auto end =
      classify(reply(400, R"({"error":"invalid_grant","error_description":"expired access/refresh token"})"));
  CHECK(end.cls == rejected);
  CHECK(end.missing == gap::denied);
  CHECK(end.code == "invalid_grant");
  CHECK(end.message == "expired access/refresh token");
}

TEST_CASE("the words of a limited call hint at requests at once, at a rate, or at neither") {
  const auto hint = [](int status, const char* code, const char* words) {
    return classify(reply(status, body_of(code, words))).hint;
  };
  using enum limit_hint;
  CHECK(hint(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.") == at_once);
  CHECK(hint(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded.") == at_once);
  CHECK(hint(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.") == rate);
  CHECK(hint(429, "REQUEST_LIMIT_EXCEEDED", "Too many requests in a short time. Try again later.") == rate);
  CHECK(hint(429, "REQUEST_LIMIT_EXCEEDED", "") == none);
  CHECK(hint(429, "", "") == none);
  CHECK(hint(400, "MALFORMED_QUERY", "unexpected token: Concurrent") == none);
}

TEST_CASE("a message stays one bounded line of whole characters") {
  const auto lines = classify(reply(400, body_of("MALFORMED_QUERY", R"(\nSELECT\n   ^\nERROR at Row:1)")));
  CHECK(lines.message == "SELECT ^ ERROR at Row:1");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "ü";
  const auto end = classify(reply(400, body_of("INVALID_TYPE", "x" + many)));
  CHECK(end.message.size() <= 400);
  CHECK(end.message.ends_with("ü"));
}

TEST_CASE("a body that nests without end costs nothing and hides nothing") {
  const auto end = classify(reply(503, std::string(100'000, '[') + std::string(100'000, ']')));
  CHECK(end.cls == overloaded);
  CHECK(end.code == "HTTP 503");
}

TEST_CASE("the usage header is read by its prefix") {
  struct row {
    const char* text;
    std::optional<std::pair<std::uint64_t, std::uint64_t>> level;
  };
  const row rows[] = {{"api-usage=18/5000", {{18, 5000}}},
                      {"api-usage=18/5000; per-app-api-usage=17/250(appName=sample)", {{18, 5000}}},
                      {"per-app-api-usage=17/250(appName=sample-app); api-usage=5100/5000", {{5100, 5000}}},
                      {" api-usage=0/15000 ", {{0, 15000}}},
                      {"per-app-api-usage=17/250", std::nullopt},
                      {"api-usage=", std::nullopt},
                      {"api-usage=18", std::nullopt},
                      {"api-usage=-1/5", std::nullopt},
                      {"api-usage=1/0", std::nullopt},
                      {"", std::nullopt}};
  for (const auto& [text, level] : rows) {
    CAPTURE(text);
    const auto end = classify(reply(200, "{}", {{"sforce-limit-info", text}}));
    REQUIRE(end.usage.has_value() == level.has_value());
    if (level) CHECK(std::pair{end.usage->used, end.usage->max} == *level);
  }
}

TEST_CASE("Retry-After counts from the reply, whatever the machine's clock says") {
  const char* date = "Sun, 06 Nov 1994 08:49:37 GMT";
  struct row {
    const char* told;
    bool with_date;
    std::optional<duration> wait;
  };
  const row rows[] = {{"17", true, 17s},
                      {" 17 ", false, 17s},
                      {"0", false, 0s},
                      {"99999999999999999999999", false, 24h},
                      {"Sun, 06 Nov 1994 08:50:07 GMT", true, 30s},
                      {"Sun, 6 Nov 1994 08:50:07 GMT", true, 30s},
                      {"Sun, 06 Nov 1994 08:40:00 GMT", true, 0s},
                      {"Mon, 06 Nov 2094 08:40:00 GMT", true, 24h},
                      {"Sun, 06 Nov 1994 08:50:07 GMT", false, std::nullopt},
                      {"-5", true, std::nullopt},
                      {"soon", true, std::nullopt},
                      {"", true, std::nullopt}};
  for (const auto& [told, with_date, wait] : rows) {
    CAPTURE(told);
    std::vector<http_header> headers{{"retry-after", told}};
    if (with_date) headers.emplace_back("Date", date);
    CHECK(classify(reply(429, "", headers)).retry_after == wait);
  }
  CHECK_FALSE(classify(reply(429, "")).retry_after);
}
