// A run in three lines: a clock that the test moves, the known kinds, and calls that ended as the test says.
#pragma once

#include "metrics/exposition.hpp"
#include "metrics/run_figures.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace sluice::test {

inline call_kinds known_kinds() {
  const auto named = [](auto... n) { return std::vector{call_kind(n)...}; };
  return {.parts = named("describe", "flows", "triggers", "validation_rules", "field_permissions", "record_count"),
          .others = named("object_list", "record_counts", "login")};
}

struct world {
  time_point now = time_point(std::chrono::hours(1));
  run_figures run{known_kinds(), [this] { return now; }};

  void pass(duration d) { now += d; }

  void call(const char* kind, outcome_class cls, refusal ascribed, duration latency = std::chrono::milliseconds(100)) {
    completion c;
    c.kind = call_kind(kind);
    c.form = form_kind::set_query;
    c.objects = 3;
    c.result.cls = cls;
    c.latency = latency;
    c.wire_bytes = 1000;
    run.call_ended(c, ascribed);
  }
  void ok(const char* kind, duration latency) { call(kind, outcome_class::ok, refusal::none, latency); }

  void set(std::size_t window, double pace, binding binds = binding::none) {
    run.setting_changed({.window = window, .pace = pace, .binds = binds});
  }

  void end(object_state state, const std::vector<part_gap>& gaps = {}) {
    run.object_ended(object_name("Account"), state, gaps);
  }

  [[nodiscard]] figures seen() const { return run.snapshot(); }
};

/// The text at this moment of a world; `last` is how the last run ended.
struct exposed {
  figures run;
  process_figures process{.cpu_seconds = 1.5, .resident_bytes = 4096, .open_fds = 7, .start_time_seconds = 1e9};
  run_about about{.org = "DEVNEW",
                  .version = "0.1.0",
                  .revision = "abc",
                  .caf_version = "0.17.6",
                  .started = wall_time(std::chrono::seconds(1'700'000'000)),
                  .expected_interval = std::nullopt};
  std::optional<last_run> last;

  [[nodiscard]] reading read() const { return {.run = run, .process = process, .about = about, .last = last}; }
  [[nodiscard]] std::string text() const { return exposition_text(read()); }
};

}  // namespace sluice::test
