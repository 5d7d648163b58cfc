#include "metrics/family_rows.hpp"

namespace sluice::rows {
namespace {

using enum metric_group;
using enum metric_type;

constexpr std::array<std::string_view, 4> refusal_words{"rate_limited", "too_many_at_once", "daily", "overloaded"};
constexpr std::array<std::string_view, 1> limit_words{"DailyApiRequests"};

number decisions(const reading& r, label_places at) {
  return can_go(at[1], static_cast<direction>(at[0])) ? number(count(r.run.decisions[at[0]][at[1]])) : std::nullopt;
}

number share_used(const reading& r, label_places) {
  const auto& u = r.run.usage;
  return u && u->max > 0 ? count(u->used) / count(u->max) : 0;
}

number budget(const reading& r, label_places) {
  return r.run.usage ? count(r.run.usage->max) * (1 - r.about.api_reserve) : 0;
}

number refused_for(const reading& r, label_places at) {
  return count(r.run.calls(static_cast<call_word>(at[0] + place(call_word::rate_limited))));
}

number remaining(const reading& r, label_places) {
  const auto& u = r.run.usage;
  return u && u->used < u->max ? count(u->max - u->used) : 0;
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
       "1 while every grant is held, by the scaler or until the day has calls again.",
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
       "sluice_limiter_tokens",
       gauge,
       "calls",
       "Calls saved up in the token bucket at the last grant; +Inf while no limit of rate is known.",
       {},
       [](const reading& r, label_places) -> number { return r.run.tokens; }},
      {limiter,
       "sluice_composer_wants",
       gauge,
       "calls",
       "Calls that could be built now of the questions that wait.",
       {},
       [](const reading& r, label_places) -> number { return count(r.run.calls_waiting); }},
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
       "sluice_workers_ceiling",
       gauge,
       "calls",
       "What the window does not go over: --max-workers, or what the org was seen to allow at once.",
       {},
       [](const reading& r, label_places) -> number { return count(r.run.ceiling); }},
      {scaler,
       "sluice_scaler_decisions_total",
       counter,
       "decisions",
       "What the scaler decided: up is more workers or a faster pace; the reason is what bound the window when it was "
       "judged, or from rate_learnt on what was learnt.",
       {words("direction", direction_words), words("reason", reason_words)},
       decisions},
      {scaler,
       "sluice_scaler_baseline_seconds",
       gauge,
       "seconds",
       "What a call takes where no queue stands, as learnt; 0 while unknown.",
       {kind_of_call()},
       [](const reading& r, label_places at) -> number { return r.run.kinds[at[0]].baseline_seconds; }},
      {scaler,
       "sluice_scaler_latency_ratio",
       gauge,
       "",
       "Latency of the last judged calls against the baseline: 1 where no queue stands.",
       {},
       [](const reading& r, label_places) -> number { return r.run.latency_ratio; }},
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
      {org,
       "sluice_org_api_usage",
       gauge,
       "",
       "Share of the day's calls that all users of the org have used, 0 to 1.",
       {},
       share_used},
      {org,
       "sluice_api_budget_calls",
       gauge,
       "calls",
       "The day's calls less the reserve: where the run stops; 0 until the org tells.",
       {},
       budget},
      {org,
       "sluice_api_budget_used",
       gauge,
       "calls",
       "The day's calls that all users of the org have used, as the org told last.",
       {},
       [](const reading& r, label_places) -> number { return r.run.usage ? count(r.run.usage->used) : 0; }},
  };
}

}  // namespace

std::vector<metric_family> of_control() {
  std::vector<metric_family> all;
  for (const auto& some : {limiter_rows(), scaler_rows(), org_rows()}) all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace sluice::rows
