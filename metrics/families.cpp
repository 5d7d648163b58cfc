#include "metrics/families.hpp"

#include <cmath>

namespace sluice {
namespace {

using enum metric_group;
using enum metric_type;
using number = std::optional<double>;

constexpr std::array<std::string_view, 5> part_results{"ok", "denied", "unsupported", "not_applicable", "failed"};
constexpr std::array<std::string_view, 4> refusal_words{"rate_limited", "too_many_at_once", "daily", "overloaded"};
constexpr std::array<std::string_view, 2> login_words{"first", "again"};
constexpr std::array<std::string_view, 2> knob_words{"window", "pace"};
constexpr std::array<std::string_view, 2> direction_words{"up", "down"};
constexpr std::array<std::string_view, 1> limit_words{"DailyApiRequests"};

double count(std::uint64_t n) {
  return static_cast<double>(n);
}

double one_hot(bool holds) {
  return holds ? 1 : 0;
}

number known(const std::optional<std::uint64_t>& n) {
  return n ? number(count(*n)) : std::nullopt;
}

double unix_seconds(wall_time t) {
  return std::chrono::duration<double>(t.time_since_epoch()).count();
}

double wall(const reading& r, time_point t) {
  return unix_seconds(r.about.started) + seconds(t - r.run.started);
}

std::vector<std::string> kinds_of(const reading& r) {
  std::vector<std::string> names;
  for (const auto& k : r.run.kinds) names.push_back(k.kind);
  return names;
}

std::vector<std::string> parts_of(const reading& r) {
  std::vector<std::string> names;
  for (const auto& p : r.run.parts) names.push_back(p.part);
  return names;
}

metric_label words(std::string_view name, label_words values) {
  return {.name = name, .values = values, .values_described = {}};
}

const metric_label kind{"kind", kinds_of, "each kind of call, and `other`"};
const metric_label part{"part", parts_of, "each part of an object, and `other`"};
const metric_label version{"version", [](const reading& r) { return std::vector{r.about.version}; }, "the program's"};
const metric_label revision{"revision", [](const reading& r) { return std::vector{r.about.revision}; }, "its commit"};
const metric_label caf{"caf_version", [](const reading& r) { return std::vector{r.about.caf_version}; }, "CAF's"};

number parts_with(const reading& r, label_places at) {
  const auto& p = r.run.parts[at[0]];
  return count(at[1] == 0 ? p.ok : p.missing[at[1] - 1]);
}

number changes_of(const reading& r, label_places at) {
  const std::array<std::uint64_t, 4> n{r.run.window_ups, r.run.window_downs, r.run.pace_ups, r.run.pace_downs};
  return count(n[at[0] * 2 + at[1]]);
}

number refused_for(const reading& r, label_places at) {
  return count(r.run.calls(static_cast<call_word>(at[0] + place(call_word::rate_limited))));
}

number remaining(const reading& r, label_places) {
  const auto& u = r.run.usage;
  return u && u->used < u->max ? count(u->max - u->used) : 0;
}

std::vector<metric_family> run_rows() {
  return {
      {run,
       "sluice_build_info",
       gauge,
       "",
       "The program's version; always 1.",
       {version, revision, caf},
       [](const reading&, label_places) -> number { return 1; }},
      {run,
       "sluice_run_in_progress",
       gauge,
       "",
       "1 until the run's last phase, done.",
       {},
       [](const reading& r, label_places) -> number { return one_hot(r.run.phase != run_phase::done); }},
      {run,
       "sluice_run_start_timestamp_seconds",
       gauge,
       "seconds",
       "When the run began, since the Unix epoch.",
       {},
       [](const reading& r, label_places) -> number { return unix_seconds(r.about.started); }},
      {run,
       "sluice_run_phase",
       gauge,
       "",
       "1 for the phase that the run is in.",
       {words("phase", phase_words)},
       [](const reading& r, label_places at) -> number { return one_hot(place(r.run.phase) == at[0]); }},
      {run,
       "sluice_run_expected_interval_seconds",
       gauge,
       "seconds",
       "How often a run is expected (--expected-interval); not there without that option.",
       {},
       [](const reading& r, label_places) -> number {
         return r.about.expected_interval ? number(seconds(*r.about.expected_interval)) : std::nullopt;
       }},
  };
}

std::vector<metric_family> outcome_rows() {
  return {
      {outcome,
       "sluice_last_run_timestamp_seconds",
       gauge,
       "seconds",
       "When the last run ended, since the Unix epoch; 0 while none is known.",
       {},
       [](const reading& r, label_places) -> number { return r.last ? unix_seconds(r.last->ended) : 0; }},
      {outcome,
       "sluice_last_success_timestamp_seconds",
       gauge,
       "seconds",
       "When the last good run ended, since the Unix epoch; 0 while none is known.",
       {},
       [](const reading& r, label_places) -> number {
         return r.last && r.last->success ? unix_seconds(*r.last->success) : 0;
       }},
      {outcome,
       "sluice_last_run_duration_seconds",
       gauge,
       "seconds",
       "How long the last run took.",
       {},
       [](const reading& r, label_places) -> number { return r.last ? seconds(r.last->took) : 0; }},
      {outcome,
       "sluice_last_run_outcome",
       gauge,
       "",
       "1 for how the last run ended.",
       {words("outcome", run_outcome_words)},
       [](const reading& r, label_places at) -> number { return one_hot(r.last && place(r.last->outcome) == at[0]); }},
      {outcome,
       "sluice_last_run_objects",
       gauge,
       "objects",
       "Objects of the last run by the state they ended in.",
       {words("state", object_words)},
       [](const reading& r, label_places at) -> number { return r.last ? count(r.last->objects.by[at[0]]) : 0; }},
      {outcome,
       "sluice_last_run_calls",
       gauge,
       "calls",
       "HTTP requests of the last run.",
       {},
       [](const reading& r, label_places) -> number { return r.last ? count(r.last->calls) : 0; }},
  };
}

std::vector<metric_family> progress_rows() {
  return {
      {progress,
       "sluice_objects",
       gauge,
       "objects",
       "Objects of the run by state; left are those that have not ended.",
       {words("state", object_words)},
       [](const reading& r, label_places at) -> number { return count(r.run.objects.by[at[0]]); }},
      {progress,
       "sluice_object_parts_total",
       counter,
       "parts",
       "Parts of objects that became durable in this run, there or absent for a named reason.",
       {part, words("result", part_results)},
       parts_with},
      {progress,
       "sluice_last_progress_timestamp_seconds",
       gauge,
       "seconds",
       "When a part last became durable or an object ended, since the Unix epoch; the run's start before the first.",
       {},
       [](const reading& r, label_places) -> number { return wall(r, r.run.last_progress.value_or(r.run.started)); }},
  };
}

std::vector<metric_family> call_rows() {
  return {
      {calls,
       "sluice_api_calls_total",
       counter,
       "calls",
       "HTTP requests, logins included, by how they ended.",
       {kind, words("outcome", call_words)},
       [](const reading& r, label_places at) -> number { return count(r.run.kinds[at[0]].calls[at[1]]); }},
      {calls,
       "sluice_api_call_duration_seconds",
       histogram,
       "seconds",
       "Time from sending a call to the end of its reply, of calls that ended ok.",
       {kind},
       [](const reading& r, label_places at) -> const duration_buckets& { return r.run.kinds[at[0]].latency; }},
      {calls,
       "sluice_api_calls_in_flight",
       gauge,
       "calls",
       "Calls that are out now: the busy workers.",
       {},
       [](const reading& r, label_places) -> number { return count(r.run.in_flight); }},
      {calls,
       "sluice_api_response_bytes_total",
       counter,
       "bytes",
       "Bytes of replies as they came over the wire.",
       {kind},
       [](const reading& r, label_places at) -> number { return count(r.run.kinds[at[0]].wire_bytes); }},
      {calls,
       "sluice_api_retries_total",
       counter,
       "calls",
       "Calls asked again after they failed whole.",
       {kind},
       [](const reading& r, label_places at) -> number { return count(r.run.kinds[at[0]].retries); }},
      {calls,
       "sluice_api_objects_asked_total",
       counter,
       "objects",
       "Objects in the sets that calls asked about, by the form of the call.",
       {words("form", form_words)},
       [](const reading& r, label_places at) -> number { return count(r.run.objects_asked[at[0]]); }},
      {calls,
       "sluice_connections_opened_total",
       counter,
       "connections",
       "Connections opened to the org.",
       {},
       [](const reading& r, label_places) -> number { return count(r.run.connections); }},
      {calls,
       "sluice_logins_total",
       counter,
       "logins",
       "Logins that succeeded: the run's first, or again after a 401.",
       {words("occasion", login_words)},
       [](const reading& r, label_places at) -> number {
         return count(at[0] == 0 ? r.run.logins : r.run.logins_again);
       }},
  };
}

std::vector<metric_family> limiter_rows() {
  return {
      {limiter,
       "sluice_limiter_wait_seconds",
       histogram,
       "seconds",
       "Time from a want's arrival to the grant of its call, apart from the call's own time.",
       {},
       [](const reading& r, label_places) -> const duration_buckets& { return r.run.waits; }},
      {limiter,
       "sluice_limiter_rate_per_second",
       gauge,
       "calls per second",
       "The pace allowed now; +Inf while no limit of rate is known.",
       {},
       [](const reading& r, label_places) -> number { return r.run.pace; }},
      {limiter,
       "sluice_limiter_paused",
       gauge,
       "",
       "1 while the scaler holds every grant.",
       {},
       [](const reading& r, label_places) -> number { return one_hot(r.run.held); }},
      {limiter,
       "sluice_limiter_held_bytes",
       gauge,
       "bytes",
       "Room taken in the byte window.",
       {},
       [](const reading& r, label_places) -> number { return count(r.run.bytes_held); }},
      {limiter,
       "sluice_refused_total",
       counter,
       "calls",
       "Calls that the org refused, by the limit that they met.",
       {words("reason", refusal_words)},
       refused_for},
  };
}

std::vector<metric_family> scaler_rows() {
  return {
      {scaler,
       "sluice_workers_target",
       gauge,
       "calls",
       "The window: how many calls may be in flight.",
       {},
       [](const reading& r, label_places) -> number { return r.run.window.last; }},
      {scaler,
       "sluice_scaler_changes_total",
       counter,
       "changes",
       "Changes of a knob by the scaler.",
       {words("knob", knob_words), words("direction", direction_words)},
       changes_of},
      {scaler,
       "sluice_scaler_binding",
       gauge,
       "",
       "1 for what limits the run now.",
       {words("limit", binding_words)},
       [](const reading& r, label_places at) -> number { return one_hot(place(r.run.binds) == at[0]); }},
  };
}

std::vector<metric_family> org_rows() {
  return {
      {org,
       "sluice_org_limit_max",
       gauge,
       "calls",
       "What the org allows, by its limit; 0 until the org tells.",
       {words("limit", limit_words)},
       [](const reading& r, label_places) -> number { return r.run.usage ? count(r.run.usage->max) : 0; }},
      {org,
       "sluice_org_limit_remaining",
       gauge,
       "calls",
       "What is left of the limit; 0 until the org tells.",
       {words("limit", limit_words)},
       remaining},
  };
}

std::vector<metric_family> program_rows() {
  return {
      {actors,
       "sluice_fetcher_restarts_total",
       counter,
       "fetchers",
       "Fetchers that died and were started again.",
       {},
       [](const reading& r, label_places) -> number { return count(r.run.fetchers_restarted); }},
      {process,
       "process_cpu_seconds_total",
       counter,
       "seconds",
       "User and system CPU time spent.",
       {},
       [](const reading& r, label_places) { return r.process.cpu_seconds; }},
      {process,
       "process_resident_memory_bytes",
       gauge,
       "bytes",
       "Resident memory.",
       {},
       [](const reading& r, label_places) { return known(r.process.resident_bytes); }},
      {process,
       "process_open_fds",
       gauge,
       "descriptors",
       "Open file descriptors.",
       {},
       [](const reading& r, label_places) { return known(r.process.open_fds); }},
      {process,
       "process_start_time_seconds",
       gauge,
       "seconds",
       "When the process started, since the Unix epoch.",
       {},
       [](const reading& r, label_places) { return r.process.start_time_seconds; }},
  };
}

std::vector<metric_family> all_rows() {
  std::vector<metric_family> all;
  for (auto& rows : {run_rows(), outcome_rows(), progress_rows(), call_rows(), limiter_rows(), scaler_rows(),
                     org_rows(), program_rows()}) {
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

}  // namespace

const std::vector<metric_family>& metric_families() {
  static const std::vector<metric_family> table = all_rows();
  return table;
}

}  // namespace sluice
