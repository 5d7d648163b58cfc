#include "metrics/family_rows.hpp"

namespace sluice::rows {
namespace {

using enum metric_group;
using enum metric_type;

constexpr std::array<std::string_view, 6> part_results{"ok",     "denied", "unsupported", "not_applicable",
                                                       "failed", "reused"};
/// The four of object_state, then the two that have not ended.
constexpr std::array<std::string_view, 6> live_states{"done", "partial", "failed", "reused", "running", "pending"};
static_assert(live_states.size() == object_words.size() + 1);

double wall(const reading& r, time_point t) {
  return unix_seconds(r.about.started) + seconds(t - r.run.started);
}

std::vector<std::string> parts_of(const reading& r) {
  std::vector<std::string> names;
  for (const auto& p : r.run.parts) names.push_back(p.part);
  return names;
}

const metric_label part{"part", parts_of, "each part of an object, and `other`"};
const metric_label version{"version", [](const reading& r) { return std::vector{r.about.version}; }, "the program's"};
const metric_label revision{"revision", [](const reading& r) { return std::vector{r.about.revision}; }, "its commit"};
const metric_label caf{"caf_version", [](const reading& r) { return std::vector{r.about.caf_version}; }, "CAF's"};

number parts_with(const reading& r, label_places at) {
  const auto& p = r.run.parts[at[0]];
  if (at[1] == 0) return count(p.ok);
  return count(at[1] <= gap_words.size() ? p.missing[at[1] - 1] : p.reused);
}

number objects_in(const reading& r, label_places at) {
  const std::uint64_t running = r.run.running;
  if (at[0] + 2 == live_states.size()) return count(running);
  return count(at[0] + 1 == live_states.size() ? r.run.objects.left() - running : r.run.objects.by[at[0]]);
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
      {run,
       "sluice_run_expected_duration_seconds",
       gauge,
       "seconds",
       "Median of how long the last runs into this folder took, those that went on with another left out; not there "
       "before the fourth.",
       {},
       [](const reading& r, label_places) -> number {
         return r.about.expected_duration ? number(seconds(*r.about.expected_duration)) : std::nullopt;
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
       "Objects of the run by state: how they ended, or running (a fetcher works on it), or pending.",
       {words("state", live_states)},
       objects_in},
      {progress,
       "sluice_object_parts_total",
       counter,
       "parts",
       "Parts of objects that became durable in this run, there or absent for a named reason, or reused.",
       {part, words("result", part_results)},
       parts_with},
      {progress,
       "sluice_object_duration_seconds",
       histogram,
       "seconds",
       "Time from an object's first question to its end.",
       {},
       [](const reading& r, label_places) -> const duration_buckets& { return r.run.object_durations; }},
      {progress,
       "sluice_output_bytes_total",
       counter,
       "bytes",
       "Bytes of the parts that became durable, before they are packed.",
       {},
       [](const reading& r, label_places) -> number { return count(r.run.stored_bytes); }},
      {progress,
       "sluice_last_progress_timestamp_seconds",
       gauge,
       "seconds",
       "When a part last became durable or an object ended, since the Unix epoch; the run's start before the first.",
       {},
       [](const reading& r, label_places) -> number { return wall(r, r.run.last_progress.value_or(r.run.started)); }},
  };
}

}  // namespace

std::vector<metric_family> of_run() {
  std::vector<metric_family> all;
  for (const auto& some : {run_rows(), outcome_rows(), progress_rows()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace sluice::rows
