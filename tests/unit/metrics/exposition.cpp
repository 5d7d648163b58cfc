#include "metrics/exposition.hpp"

#include "tests/unit/metrics/world.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

using namespace sluice;
using sluice::test::exposed;
using sluice::test::world;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Names and labels of the series, without their values.
std::set<std::string> series_of(const std::string& text) {
  std::set<std::string> names;
  for (const auto& line : lines_of(text)) {
    if (!line.starts_with('#')) names.insert(line.substr(0, line.rfind(' ')));
  }
  return names;
}

exposed after(std::size_t objects) {
  world w;
  w.run.planned(objects, 0);
  for (std::size_t i = 0; i < objects; ++i) {
    const auto name = object_name("Object" + std::to_string(i));
    w.ok("describe", std::chrono::milliseconds(i));
    w.run.part_stored(call_kind("describe"), {});
    w.run.object_started(name);
    w.run.call_retried(call_kind("flows"), outcome_class::broken);
    w.run.fetcher_restarted(name, fetcher_death::exception, name.str());
    w.run.object_ended(name, object_state::done, {{call_kind("flows"), gap::denied, name.str()}});
  }
  return {.run = w.seen(), .last = {}};
}

/// Takes a metric's or label's name off the front; false where there is none.
bool take_name(std::string_view& rest) {
  const auto end =
      std::find_if_not(rest.begin(), rest.end(), [](unsigned char c) { return std::islower(c) || c == '_'; });
  const auto length = static_cast<std::size_t>(end - rest.begin());
  rest.remove_prefix(length);
  return length > 0;
}

bool take(std::string_view& rest, std::string_view text) {
  if (!rest.starts_with(text)) return false;
  rest.remove_prefix(text.size());
  return true;
}

bool is_comment(std::string_view rest) {
  if (take(rest, "# HELP ")) return take_name(rest) && take(rest, " ") && !rest.empty();
  return take(rest, "# TYPE ") && take_name(rest) && (rest == " counter" || rest == " gauge" || rest == " histogram");
}

/// name{org="DEVNEW",label="value",...} number, without a timestamp; no value here needs an escape.
bool is_sample(std::string_view rest) {
  if (!take_name(rest) || !take(rest, R"({org="DEVNEW")")) return false;
  while (take(rest, ",")) {
    if (!take_name(rest) || !take(rest, "=\"")) return false;
    rest.remove_prefix(std::min(rest.find('"'), rest.size()));
    if (!take(rest, "\"")) return false;
  }
  if (!take(rest, "} ") || rest.empty()) return false;
  const std::string number(rest);
  char* end = nullptr;
  std::strtod(number.c_str(), &end);
  return *end == '\0';
}

bool has(const std::string& text, const std::string& line) {
  const auto lines = lines_of(text);
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("the series are the same for 10 and for 1,000 objects, some 400, and there before the first call") {
  const auto at_start = series_of(after(0).text());
  CHECK(at_start == series_of(after(10).text()));
  CHECK(at_start == series_of(after(1000).text()));
  CHECK(at_start.size() > 250);
  CHECK(at_start.size() < 450);
}

TEST_CASE("every combination of labels is there from the start at 0") {
  const auto text = after(0).text();
  for (const auto& kind : {"describe", "flows", "record_count", "object_list", "login", "other"}) {
    for (const auto word : call_words) {
      CHECK(has(text, "sluice_api_calls_total{org=\"DEVNEW\",kind=\"" + std::string(kind) + "\",outcome=\"" +
                          std::string(word) + "\"} 0"));
    }
  }
  CHECK(has(text, R"(sluice_refused_total{org="DEVNEW",reason="daily"} 0)"));
  for (const auto* labels :
       {R"(direction="up",reason="none")", R"(direction="held",reason="client")",
        R"(direction="down",reason="rate_learnt")", R"(direction="held",reason="baseline_renewed")",
        R"(direction="up",reason="outage_ended")"}) {
    CHECK(has(text, "sluice_scaler_decisions_total{org=\"DEVNEW\"," + std::string(labels) + "} 0"));
  }
  CHECK_FALSE(has(text, R"(sluice_scaler_decisions_total{org="DEVNEW",direction="up",reason="outage_began"} 0)"));
  CHECK(has(text, R"(sluice_fetcher_restarts_total{org="DEVNEW",reason="killed"} 0)"));
  CHECK(has(text, R"(sluice_last_success_timestamp_seconds{org="DEVNEW"} 0)"));
  CHECK(has(text, R"(sluice_limiter_rate_per_second{org="DEVNEW"} +Inf)"));
}

TEST_CASE("the text keeps to the exposition format's grammar, and every series carries the org") {
  for (const auto& line : lines_of(after(10).text())) {
    CAPTURE(line);
    CHECK((line.starts_with('#') ? is_comment(line) : is_sample(line)));
  }
}

TEST_CASE("an org's name with quotes cannot break the text") {
  auto e = after(0);
  e.about.org = "a\"b\\c\nd";
  CHECK(e.text().find(R"(sluice_run_in_progress{org="a\"b\\c\nd"} 1)") != std::string::npos);
}

TEST_CASE("counters are exactly the run's figures, and a histogram's buckets are cumulative") {
  world w;
  for (const int ms : {1, 60, 60, 200'000}) w.ok("flows", std::chrono::milliseconds(ms));
  w.call("flows", outcome_class::limited, refusal::too_many_at_once);
  const auto text = exposed{.run = w.seen(), .last = {}}.text();
  const std::string bucket = R"(sluice_api_call_duration_seconds_bucket{org="DEVNEW",kind="flows",le=)";
  CHECK(has(text, bucket + "\"0.005\"} 1"));
  CHECK(has(text, bucket + "\"0.1\"} 3"));
  CHECK(has(text, bucket + "\"120\"} 3"));
  CHECK(has(text, bucket + "\"+Inf\"} 4"));
  CHECK(has(text, R"(sluice_api_call_duration_seconds_count{org="DEVNEW",kind="flows"} 4)"));
  CHECK(has(text, R"(sluice_api_calls_total{org="DEVNEW",kind="flows",outcome="ok"} 4)"));
  CHECK(has(text, R"(sluice_refused_total{org="DEVNEW",reason="too_many_at_once"} 1)"));
  CHECK(has(text, R"(sluice_api_response_bytes_total{org="DEVNEW",kind="flows"} 5000)"));
}

TEST_CASE("just one of each one-hot family is 1") {
  world w;
  w.run.phase_changed(run_phase::fetch);
  w.set(4, 2, binding::memory);
  const auto text = exposed{.run = w.seen(), .last = {}}.text();
  CHECK(has(text, R"(sluice_run_phase{org="DEVNEW",phase="fetch"} 1)"));
  CHECK(has(text, R"(sluice_run_phase{org="DEVNEW",phase="login"} 0)"));
  CHECK(has(text, R"(sluice_scaler_binding{org="DEVNEW",limit="memory"} 1)"));
  CHECK(has(text, R"(sluice_scaler_binding{org="DEVNEW",limit="none"} 0)"));
}

TEST_CASE("what the process or the options don't tell is absent, not 0") {
  auto e = after(0);
  CHECK(e.text().find("sluice_run_expected_interval_seconds") == std::string::npos);
  e.process = {};
  CHECK(e.text().find("process_") == std::string::npos);
  e.about.expected_interval = std::chrono::hours(24);
  CHECK(has(e.text(), R"(sluice_run_expected_interval_seconds{org="DEVNEW"} 86400)"));
}

TEST_CASE("the table keeps Prometheus's conventions: names, units, one row a name, no unescaped help") {
  std::set<std::string_view> names;
  for (const auto& f : metric_families()) {
    CAPTURE(f.name);
    CHECK(names.insert(f.name).second);
    CHECK((f.name.starts_with("sluice_") || f.group == metric_group::process));
    CHECK(f.name.ends_with("_total") == (f.type == metric_type::counter));
    CHECK(f.help.find_first_of("\\\n|") == std::string_view::npos);
    CHECK_FALSE(f.help.empty());
    CHECK((f.type == metric_type::histogram) == std::holds_alternative<read_histogram>(f.read));
  }
}

TEST_CASE("the described table has a row for each family with its labels' words") {
  const auto text = describe_families();
  CHECK(lines_of(text).size() == metric_families().size() + 2);
  CHECK(text.find("`sluice_run_phase` | gauge |  | `phase`: login, list, fetch, write, done |") != std::string::npos);
}
