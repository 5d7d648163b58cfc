#include "cli/harvest.hpp"

#include "actors/crew.hpp"
#include "cli/listeners.hpp"
#include "cli/next_hour.hpp"
#include "cli/run_log.hpp"
#include "cli/run_loop.hpp"
#include "cli/run_memory.hpp"
#include "cli/run_reports.hpp"
#include "control/adaptive_law.hpp"
#include "http/curl_transport.hpp"
#include "library/schema_input.hpp"
#include "library/sqlite_store.hpp"
#include "metrics/run_figures.hpp"
#include "salesforce/part_list.hpp"
#include "salesforce/rest_classifier.hpp"

#include <memory>
#include <optional>
#include <utility>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>
#include <fmt/format.h>
#include <sys/stat.h>

namespace sluice {

namespace {

using std::chrono::duration_cast;

/// A reply is read as a whole before it is reduced; no reply that a schema tool asks for comes near this.
constexpr std::size_t reply_bytes_max = std::size_t{64} << 20;
constexpr std::size_t first_window = 10;
constexpr double seconds_a_minute = 60;

struct actor_config : caf::actor_system_config {
  actor_config() {
    // Work stealing burns a quarter of a core while a run waits for the org.
    set("scheduler.policy", caf::atom("sharing"));
    // A message between threads costs a wake-up; the straight line of a call is a chain of small messages, which one
    // thread (beside libcurl's and the store's) passes on faster than several do, and for less.
    set("scheduler.max-threads", 1U);
  }
};

questionnaire questions(const part_list& parts, const harvest_options& o) {
  return parts.make({.describe = o.fetch == fetch_mode::all, .automation = o.with_automation, .stats = o.with_stats});
}

run_shape shape_of(const questionnaire& asks) {
  run_shape shape;
  for (const part* p : asks.parts) shape.push_back({.name = p->kind(), .is_stats = p->is_stats()});
  return shape;
}

call_kinds kinds_of(const questionnaire& asks) {
  call_kinds kinds;
  for (const part* p : asks.parts) kinds.parts.push_back(p->kind());
  for (const survey* s : asks.surveys) kinds.others.push_back(s->kind());
  kinds.others.emplace_back("login");
  return kinds;
}

resume_mode resume_of(const harvest_options& o) {
  if (o.resume) return resume_mode::all;
  return o.stats_resume ? resume_mode::stats_only : resume_mode::fresh;
}

duration until_next_hour() {
  const auto now = std::chrono::system_clock::now();
  return duration_cast<duration>(next_hour(now) - now);
}

crew_options crew_options_of(const harvest_options& o, const questionnaire& asks,
                             std::optional<std::vector<object_name>> objects) {
  crew_options c;
  c.limiter.admission.memory_bytes = o.memory_mb << 20;
  c.limiter.admission.throttle = o.throttle;
  if (o.calls_per_minute) c.limiter.admission.pace_ceiling = *o.calls_per_minute / seconds_a_minute;
  c.limiter.api_reserve = o.api_reserve_percent / 100;
  if (o.wait_for_budget) c.limiter.budget_wait = until_next_hour;
  c.ledger.retry = {.retries = o.retries, .backoff = o.backoff};
  c.supervisor.asks = &asks;
  c.supervisor.objects = std::move(objects);
  if (o.objects_max) c.supervisor.objects_max = *o.objects_max;
  c.supervisor.resume = resume_of(o);
  c.supervisor.retries = o.retries;
  c.supervisor.grace = duration_cast<duration>(o.grace);
  c.supervisor.strict = o.strict;
  return c;
}

std::shared_ptr<control_law> law_of(const harvest_options& o, std::optional<known_limits> history) {
  return std::make_shared<adaptive_law>(
      law_options{.window = {.first = std::min(first_window, o.workers_max), .max = o.workers_max},
                  .fixed = o.workers,
                  .history = std::move(history)});
}

cannot_go_on time_is_up(std::chrono::seconds limit) {
  return {{.code = exit_code::limit_reached, .what = fmt::format("stopped after its {} s", limit.count())}};
}

/// The actors' part of a run: begins when everything that they need stands, ends when all of them are gone.
run_ended lead(const crew_parts& parts, crew_options options, run_reports& reports,
               std::optional<std::chrono::seconds> stop_after) {
  actor_config config;
  caf::actor_system system(config);
  const crew people = spawn_crew(system, parts, std::move(options));
  run_loop::hooks hooks = reports.hooks();
  hooks.every_second = [&, each = std::move(hooks.every_second), passed = std::chrono::seconds(0)]() mutable {
    each();
    if (++passed == stop_after) caf::anon_send(people.supervisor, time_is_up(*stop_after));
  };
  hooks.on_first_signal = [&](exit_code code) {
    reports.stopping();
    caf::anon_send(people.supervisor, interrupt{code});
  };
  run_loop loop(std::move(hooks));
  system.spawn([&](caf::event_based_actor* self) {
    self->request(people.supervisor, caf::infinite, start{})
        .then(
            [&loop](const run_ended& how) { loop.ended(how); },
            [&loop](const caf::error& e) {
              loop.ended({.code = exit_code::could_not_go_on, .why = {.what = "internal error: " + caf::to_string(e)}});
            });
  });
  run_ended how = loop.run();
  dismiss(people);
  parts.transport->cancel_all();
  return how;
}

harvest_end failed(error why) {
  const exit_code code = why.code;
  return {.code = code, .why = std::move(why)};
}

}  // namespace

harvest_end harvest(const harvest_options& o, chosen_login login) {
  ::umask(0077);  // an org's schema is its owner's
  const part_list parts;
  const questionnaire asks = questions(parts, o);

  auto transport =
      curl_transport::make({.ca_file = o.ca_file,
                            .connect_timeout = duration_cast<std::chrono::milliseconds>(o.connect_timeout),
                            .timeout = duration_cast<std::chrono::milliseconds>(o.timeout),
                            .reply_bytes_max = reply_bytes_max,
                            .max_idle_connections = static_cast<unsigned>(o.workers.value_or(o.workers_max))});
  if (!transport) return failed(transport.error());
  auto opened = sqlite_store::open(o.output, shape_of(asks));
  if (!opened) return failed(opened.error());

  // From here on the folder is ours, and the run tells in it how it ended.
  const std::shared_ptr<sqlite_store> keeps = std::move(*opened);
  auto reports = run_reports::open(o, login.org, kinds_of(asks), *keeps);
  if (!reports) return failed(reports.error());

  std::optional<std::vector<object_name>> objects;
  if (o.fetch == fetch_mode::none) {
    auto names = read_schema_input(o.input, *keeps, o.objects_max.value_or(all_objects));
    if (!names) return (*reports)->end({.code = names.error().code, .why = names.error()});
    objects = std::move(*names);
  }
  const rest_classifier reads;
  const run_memory memory(o, login.address, **reports);
  const auto law = law_of(o, memory.earlier());
  const run_ended ended = lead({.transport = transport->get(),
                                .reads = &reads,
                                .how = login.how.get(),
                                .keeps = keeps,
                                .law = law,
                                .listener = &(*reports)->listener()},
                               crew_options_of(o, asks, std::move(objects)), **reports, o.stop_after);
  memory.keep(law->learnt());
  (*reports)->removed(keeps->removed_files());
  return (*reports)->end(ended);
}

ended_run closing_of(const harvest_options& o, const harvest_end& end) {
  return {.code = end.code,
          .seen = end.seen,
          .took = end.took,
          .names = end.names,
          .output = o.output,
          .command = o.command,
          .resumes = o.resume,
          .verbose = o.talk.verbose};
}

}  // namespace sluice
