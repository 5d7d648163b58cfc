#include "metrics/family_rows.hpp"

namespace sluice::rows {
namespace {

using enum metric_group;
using enum metric_type;

constexpr std::array<std::string_view, 2> login_words{"first", "again"};

std::vector<std::string> kinds_of(const reading& r) {
  std::vector<std::string> names;
  for (const auto& k : r.run.kinds) names.push_back(k.kind);
  return names;
}

const metric_label kind{"kind", kinds_of, "each kind of call, and `other`"};

}  // namespace

std::vector<metric_family> of_calls() {
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

}  // namespace sluice::rows
