// Puts the crew together: spawns every actor but the fetchers and surveyors and tells each of all the others.
#pragma once

#include "actors/limiter.hpp"
#include "actors/supervisor.hpp"
#include "control/call_ledger.hpp"
#include "control/control_law.hpp"
#include "protocol/login.hpp"

#include <memory>

#include <caf/fwd.hpp>

namespace sluice {

/// What the actors work with; all of it outlives them.
struct crew_parts {
  http_transport* transport = nullptr;
  const classifier* reads = nullptr;
  login* how = nullptr;
  std::shared_ptr<store> keeps;
  std::shared_ptr<control_law> law;
  observer* listener = nullptr;
};

struct crew_options {
  limiter_options limiter;
  ledger_options ledger;
  supervisor_options supervisor;
  bool detach_librarian = true;  ///< off where one thread runs all actors in a known order
};

[[nodiscard]] crew spawn_crew(caf::actor_system& system, const crew_parts& parts, crew_options options);

/// Ends everyone. Calls still out are answered to nobody.
void dismiss(const crew& c);

}  // namespace sluice
