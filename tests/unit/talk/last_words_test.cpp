// What a run says of itself by name: the log's lines for scripts, why parts failed, which objects were slow, and the
// lines at the end.
#include "cli/talk/closing_lines.hpp"
#include "cli/talk/log_entry.hpp"

#include <string>

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

using namespace sluice;

namespace {

using namespace std::chrono_literals;

struct clock_by_hand {
  time_point now{1h};
  [[nodiscard]] run_notes::clock clock() {
    return [this] { return now; };
  }
};

part_gap failed(const char* part, const char* reason) {
  return {.part = call_kind(part), .missing = gap::failed, .reason = reason};
}

figures busy_run() {
  figures f;
  f.kinds.push_back({.kind = "flows"});
  f.kinds[0].calls[place(call_word::ok)] = 90;
  f.kinds[0].calls[place(call_word::rate_limited)] = 10;
  f.retried[place(outcome_class::broken)] = 10;
  for (int i = 0; i < 90; ++i) f.kinds[0].latency.add(100ms);
  for (int i = 0; i < 90; ++i) f.waits.add(300ms);
  f.window = {.min = 10, .max = 44, .mean = 30.25, .last = 12};
  f.objects.total = 20;
  f.objects.by = {17, 2, 1, 0, 0};
  f.gaps = {4, 0, 7, 3};
  f.usage = org_usage{.used = 15'000, .max = 100'000};
  return f;
}

}  // namespace

TEST_CASE("a JSON line has the time, the level, the words, and only the facts that apply, under keys that stay") {
  const std::chrono::system_clock::time_point at(1'700'000'000'000ms);
  CHECK(json_line(log_level::info, {.msg = "logged in"}, at) ==
        R"({"time":"2023-11-14T22:13:20.000Z","level":"info","msg":"logged in"})");
  const log_entry all{.msg = "line 1\nline \"2\"",
                      .object = "Account",
                      .part = "flows",
                      .code = "QUERY_TIMEOUT",
                      .attempt = 2,
                      .wait = 1500ms,
                      .took = 1234567us};
  const std::string line = json_line(log_level::error, all, at);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(line.ends_with(
      R"("object":"Account","part":"flows","code":"QUERY_TIMEOUT","attempt":2,"wait_ms":1500,"duration_ms":1235})"));
  CHECK(boost::json::parse(line).at("msg").as_string() == "line 1\nline \"2\"");
}

TEST_CASE("failures that differ only in numbers and in the object's name are told as one, the commonest first") {
  failure_reasons reasons;
  reasons.add("flows", "UNKNOWN_EXCEPTION: ErrorId 123-45", "Account");
  reasons.add("describe", "time-out", "Case");
  reasons.add("flows", "UNKNOWN_EXCEPTION: ErrorId 9-1", "Contact");
  reasons.add("triggers", "Lead is locked", "Lead");
  reasons.add("triggers", "Task is locked", "Task");
  reasons.add("triggers", "Idea is locked", "Idea");
  const auto top = reasons.commonest(2);
  REQUIRE(top.size() == 2);
  CHECK(top[0].part == "triggers");
  CHECK(top[0].count == 3);
  CHECK(top[0].object == "Lead");
  CHECK(top[1].part == "flows");
  CHECK(top[1].count == 2);
  CHECK(top[1].reason == "UNKNOWN_EXCEPTION: ErrorId 123-45");
  CHECK(reasons.total() == 6);
}

TEST_CASE("an org's words can neither move the cursor nor fill the screen") {
  failure_reasons reasons;
  reasons.add("flows", "\x1b[2J\r\nbad" + std::string(500, 'x'), "A");
  const std::string shown = reasons.commonest(1).at(0).reason;
  CHECK(shown.starts_with(" [2J  bad"));
  CHECK(shown.size() < 130);
  failure_reasons cut;
  cut.add("flows", std::string(119, 'x') + "ä" + std::string(50, 'x'), "A");
  CHECK(cut.commonest(1).at(0).reason == std::string(119, 'x') + "...");
}

TEST_CASE("ever new reasons are counted, and not kept for ever") {
  failure_reasons reasons;
  for (int i = 0; i < 1000; ++i) reasons.add("flows", std::string(static_cast<std::size_t>(i), 'x'), "");
  CHECK(reasons.total() == 1000);
  CHECK(reasons.commonest(1000).size() == 200);
}

TEST_CASE("the slowest ten objects are kept, from their first start to their end") {
  clock_by_hand time;
  run_notes notes(time.clock());
  for (int i = 1; i <= 20; ++i) {
    const object_name object("O" + std::to_string(i));
    notes.object_started(object);
    time.now += i * 1s;
    if (i == 20) notes.object_started(object);  // another fetcher takes over
    time.now += 1s;
    notes.object_ended(object, object_state::done, {});
  }
  const auto slowest = notes.slowest();
  REQUIRE(slowest.size() == 10);
  CHECK(slowest.front().object == "O20");
  CHECK(slowest.front().took == 21s);
  CHECK(slowest.back().object == "O11");
}

TEST_CASE("a wait for the day's calls is known while it lasts") {
  clock_by_hand time;
  run_notes notes(time.clock());
  CHECK_FALSE(notes.day_waits());
  notes.day_used_up({}, 10min);
  time.now += 4min;
  CHECK(notes.day_waits() == 6min);
  time.now += 7min;
  CHECK_FALSE(notes.day_waits());
}

TEST_CASE("the last lines say what was done, what not and why, what it cost, and what to do next") {
  clock_by_hand time;
  run_notes notes(time.clock());
  notes.object_started(object_name("Account"));
  time.now += 12s;
  notes.object_ended(
      object_name("Account"), object_state::partial,
      {failed("flows", "QUERY_TIMEOUT: too long"), {.part = call_kind("triggers"), .missing = gap::denied}});
  notes.object_ended(object_name("Lead"), object_state::partial, {failed("flows", "QUERY_TIMEOUT: too long")});
  notes.object_ended(object_name("Case"), object_state::failed, {failed("describe", "HTTP 500")});
  const figures seen = busy_run();
  const named_ends names{.failures = notes.failures(), .slowest = notes.slowest()};
  CHECK(closing_lines({.code = exit_code::some_parts_failed,
                       .seen = seen,
                       .took = 10s,
                       .names = names,
                       .output = "library",
                       .command = "sluice harvest -o library"}) ==
        "20 objects in 10.0 s: 17 done, 2 partial, 1 failed, 0 reused, 0 left\n"
        "failed: 2 x flows, QUERY_TIMEOUT: too long (first Account)\n"
        "failed: 1 x describe, HTTP 500 (first Case)\n"
        "gaps: 4 denied, 7 not_applicable, 3 failed\n"
        "100 calls (10.0 a second), 10 refused, 10 asked again; workers 10 to 44, 30.2 on average\n"
        "the org's day: 15000 of 100000 calls used, 85000 left\n"
        "waiting: 75 % of a question's time went by before its call left, the rest in the call\n"
        "slowest: Account 12.0 s\n"
        "library: library\n"
        "go on with: sluice harvest -o library --resume\n");
}

TEST_CASE("a run that had nothing to complain of says no more than it must") {
  figures seen;
  seen.objects.total = 3;
  seen.objects.by = {3, 0, 0, 0, 0};
  const named_ends names;
  CHECK(closing_lines({.seen = seen, .took = 1s, .names = names, .output = "library", .command = "sluice harvest"}) ==
        "3 objects in 1.0 s: 3 done, 0 partial, 0 failed, 0 reused, 0 left\n"
        "gaps: none\n"
        "0 calls (0.0 a second), 0 refused, 0 asked again; workers 0 to 0, 0.0 on average\n"
        "library: library\n");
}

TEST_CASE("three slow objects are named, ten where more is asked for; reasons beyond the fifth are counted") {
  named_ends names;
  for (int i = 0; i < 10; ++i) names.slowest.push_back({.object = "O" + std::to_string(i), .took = (20 - i) * 1s});
  for (const char* reason : {"a", "b", "c", "d", "e", "f", "g"}) names.failures.add("flows", reason, "O");
  const figures seen;
  const std::string brief = closing_lines({.seen = seen, .names = names});
  CHECK(brief.find("slowest: O0 20.0 s, O1 19.0 s, O2 18.0 s\n") != std::string::npos);
  CHECK(brief.find("failed: 2 more, for other reasons; the log names each\n") != std::string::npos);
  CHECK(closing_lines({.seen = seen, .names = names, .verbose = true}).find(", O9 11.0 s\n") != std::string::npos);
}
