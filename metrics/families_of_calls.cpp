#include "metrics/family_rows.hpp"

namespace sluice::rows {
namespace {

using enum metric_group;
using enum metric_type;

constexpr std::array<std::string_view, 3> login_words{"ok", "renewed", "refused"};

// A call that ended ok is not asked again.
constexpr label_words retry_words = label_words(outcome_class_words).subspan(1);

std::vector<std::string> kinds_of(const reading& r) {
  std::vector<std::string> names;
  for (const auto& k : r.run.kinds) names.push_back(k.kind);
  return names;
}

}  // namespace

const metric_label& kind_of_call() {
  static const metric_label kind{"kind", kinds_of, "each kind of call, and `other`"};
  return kind;
}

std::vector<metric_family> of_calls() {
  return {
      {calls,
       "sluice_api_calls_total",
       counter,
       "calls",
       "HTTP requests, logins included, by how they ended.",
       {kind_of_call(), words("outcome", call_words)},
       [](const reading& r, label_places at) -> number { return count(r.run.kinds[at[0]].calls[at[1]]); }},
      {calls,
       "sluice_api_call_duration_seconds",
       histogram,
       "seconds",
       "Time from sending a call to the end of its reply, of calls that ended ok.",
       {kind_of_call()},
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
       {kind_of_call()},
       [](const reading& r, label_places at) -> number { return count(r.run.kinds[at[0]].wire_bytes); }},
      {calls,
       "sluice_api_retries_total",
       counter,
       "calls",
       "Calls asked again after they failed whole, by how they had ended.",
       {words("reason", retry_words)},
       [](const reading& r, label_places at) -> number { return count(r.run.retried[at[0] + 1]); }},
      {calls,
       "sluice_api_subrequests_total",
       counter,
       "questions",
       "Questions about an object that calls carried, by the form of the call.",
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
       "Logins: the run's first, again after a 401, or refused for good.",
       {words("result", login_words)},
       [](const reading& r, label_places at) -> number {
         return count(std::array{r.run.logins, r.run.logins_again, r.run.logins_refused}[at[0]]);
       }},
  };
}

}  // namespace sluice::rows
