#include "metrics/summary.hpp"

#include "metrics/decimal.hpp"
#include "tests/unit/metrics/world.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace sluice;
using sluice::test::world;
namespace json = boost::json;

namespace {

json::object parsed(const world& w, run_end end = {}) {
  return json::parse(summary_json(w.seen(), end)).as_object();
}

std::vector<std::string> keys(const json::value& object) {
  std::vector<std::string> names;
  for (const auto& [key, value] : object.as_object()) names.emplace_back(key);
  return names;
}

std::int64_t total_but(const json::object& o, std::initializer_list<std::string_view> left_out) {
  std::int64_t n = 0;
  for (const auto& [key, value] : o) {
    if (std::find(left_out.begin(), left_out.end(), std::string_view(key)) == left_out.end()) n += value.as_int64();
  }
  return n;
}

void run_busily(world& w) {
  w.run.planned(20, 3);
  w.end(object_state::done, {{call_kind("flows"), gap::denied, ""}});
  w.end(object_state::partial, {{call_kind("flows"), gap::failed, ""}});
  w.end(object_state::failed);
  w.set(10, 3.3, binding::rate);
  for (int i = 0; i < 8; ++i) w.ok("describe", std::chrono::milliseconds(42));
  w.call("flows", outcome_class::limited, refusal::rate_limited);
  w.call("flows", outcome_class::limited, refusal::too_many_at_once);
  w.call("flows", outcome_class::limited, refusal::daily);
  w.call("flows", outcome_class::overloaded, refusal::overloaded);
  w.call("flows", outcome_class::broken, refusal::none);
  w.call("login", outcome_class::rejected, refusal::none);
  w.run.call_retried(call_kind("flows"), outcome_class::limited);
  w.pass(std::chrono::seconds(4));
}

}  // namespace

TEST_CASE("the summary has the contract's keys in the contract's order") {
  const auto s = parsed(world());
  CHECK(keys(s) == std::vector<std::string>{"exit_code", "reason", "seconds", "objects", "gaps", "calls", "workers",
                                            "calls_per_second", "latency_seconds", "org_usage", "peak_rss_bytes"});
  CHECK(keys(s.at("objects")) == std::vector<std::string>{"total", "done", "partial", "failed", "reused", "left"});
  CHECK(keys(s.at("gaps")) == std::vector<std::string>{"denied", "unsupported", "not_applicable", "failed"});
  CHECK(keys(s.at("calls")) == std::vector<std::string>{"total", "ok", "rate_limited", "too_many_at_once", "daily",
                                                        "overloaded", "broken", "rejected", "retries"});
  CHECK(keys(s.at("workers")) == std::vector<std::string>{"min", "max", "mean", "last"});
  CHECK(keys(s.at("latency_seconds")) == std::vector<std::string>{"p50", "p95", "p99"});
  CHECK(keys(s.at("org_usage")) == std::vector<std::string>{"used", "max"});
}

TEST_CASE("objects add up to their total, and calls without the retries to theirs") {
  world w;
  run_busily(w);
  const auto s = parsed(w);
  const auto& objects = s.at("objects").as_object();
  const auto& calls = s.at("calls").as_object();
  CHECK(objects.at("total").as_int64() == 20);
  CHECK(total_but(objects, {"total"}) == 20);
  CHECK(calls.at("total").as_int64() == 14);
  CHECK(total_but(calls, {"total", "retries"}) == 14);
  CHECK(calls.at("retries").as_int64() == 1);
}

TEST_CASE("numbers are plain decimals") {
  world w;
  run_busily(w);
  const auto text = summary_json(w.seen(), {.took = std::chrono::milliseconds(18666), .peak_rss_bytes = 123456789});
  const auto exponent = std::adjacent_find(text.begin(), text.end(), [](unsigned char a, unsigned char b) {
    return std::isdigit(a) && (b == 'e' || b == 'E');
  });
  CHECK(exponent == text.end());
  CHECK(text.find("\"seconds\": 18.666,") != std::string::npos);
  CHECK(text.find("\"calls_per_second\": 0.75,") != std::string::npos);
  CHECK(text.find("\"peak_rss_bytes\": 123456789\n") != std::string::npos);
  CHECK(json::parse(text).at("latency_seconds").at("p50").to_number<double>() == doctest::Approx(0.042).epsilon(0.02));
}

TEST_CASE("decimals have no exponent and no idle zeros") {
  CHECK(decimal(0.75, 3) == "0.75");
  CHECK(decimal(1200, 3) == "1200");
  CHECK(decimal(-0.0001, 3) == "0");
  CHECK(decimal(1e15, 0) == "1000000000000000");
  CHECK(significant(0.00012345, 3) == "0.000123");
  CHECK(significant(0.0421, 3) == "0.0421");
  CHECK(significant(12.345, 3) == "12.3");
  CHECK(significant(12345, 3) == "12345");
  CHECK(significant(0, 3) == "0");
}

TEST_CASE("what was never learnt is null, not zero") {
  const auto s = parsed(world());
  CHECK(s.at("latency_seconds").at("p50").is_null());
  CHECK(s.at("org_usage").at("used").is_null());
  CHECK(s.at("peak_rss_bytes").is_null());
  CHECK(s.at("calls_per_second").as_int64() == 0);
}

TEST_CASE("a reason with quotes and line breaks stays one string") {
  const auto s = parsed(world(), {.code = exit_code::limit_reached, .reason = "the \"day\"\nis \\ over"});
  CHECK(s.at("reason").as_string() == "the \"day\"\nis \\ over");
  CHECK(s.at("exit_code").as_int64() == 75);
}

TEST_CASE("a summary that cannot be written says which file and why") {
  const auto written = write_summary("/nonexistent-folder", world().seen(), {});
  REQUIRE(written.has_error());
  CHECK(written.error().line().find("/nonexistent-folder/summary.json: cannot be written: No such") == 0);
}
