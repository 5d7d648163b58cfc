// Leads a crew from its start to its end on the program's own scheduler, without the program's reports and signals: for
// programs that are measured from outside.
#pragma once

#include "actors/crew.hpp"

#include <utility>

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/scoped_actor.hpp>

namespace sluice {

/// As cli/harvest.cpp has it.
struct one_thread_config : caf::actor_system_config {
  one_thread_config() {
    set("scheduler.policy", caf::atom("sharing"));
    set("scheduler.max-threads", 1U);
  }
};

inline run_ended lead_crew(const crew_parts& parts, crew_options options) {
  one_thread_config settings;
  caf::actor_system system(settings);
  const crew people = spawn_crew(system, parts, std::move(options));
  run_ended end;
  {
    caf::scoped_actor self(system);
    self->request(people.supervisor, caf::infinite, start{})
        .receive([&](const run_ended& how) { end = how; },
                 [&](const caf::error& e) {
                   end = {.code = exit_code::could_not_go_on, .why = {.what = caf::to_string(e)}};
                 });
  }
  dismiss(people);
  parts.transport->cancel_all();
  return end;
}

}  // namespace sluice
