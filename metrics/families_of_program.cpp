#include "metrics/family_rows.hpp"

namespace sluice::rows {
namespace {

using enum metric_group;
using enum metric_type;

number known(const std::optional<std::uint64_t>& n) {
  return n ? number(count(*n)) : std::nullopt;
}

}  // namespace

std::vector<metric_family> of_program() {
  return {
      {actors,
       "sluice_actors",
       gauge,
       "actors",
       "Actors alive: a fetcher for each object that is being worked on, a surveyor for each question about the org.",
       {words("type", actor_words)},
       [](const reading& r, label_places at) -> number { return count(r.run.actors[at[0]]); }},
      {actors,
       "sluice_actor_mailbox_messages",
       gauge,
       "messages",
       "Messages that waited when an actor last looked; 0 for the types that don't tell.",
       {words("type", actor_words)},
       [](const reading& r, label_places at) -> number { return count(r.run.mailbox[at[0]]); }},
      {actors,
       "sluice_fetcher_restarts_total",
       counter,
       "fetchers",
       "Fetchers that died and were started again, by why they had died.",
       {words("reason", death_words)},
       [](const reading& r, label_places at) -> number { return count(r.run.fetchers_restarted[at[0]]); }},
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

}  // namespace sluice::rows
