// The numbers that steer: a grant (leave for one call), a completion (what became of it), and the setting that the
// scaler makes of completions. Plain values, carried by messages and read by the rules in control/.
#pragma once

#include "protocol/names.hpp"
#include "protocol/outcome.hpp"
#include "protocol/question.hpp"
#include "protocol/time.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace sluice {

/// Leave for one call to be sent. Made by the limiter, ended once: by the gateway with the outcome, or as unused.
struct grant {
  std::uint64_t id = 0;       ///< counts up from 1
  std::uint32_t epoch = 0;    ///< of the setting in force when it was given
  std::size_t in_flight = 0;  ///< grants out, this one included, when it was given
  std::size_t bytes = 0;      ///< room held for the reply in the byte window
  time_point at{};            ///< when it was given
};

/// What the scaler says may limit the run just now.
enum class binding : std::uint8_t {
  none,
  queueing,     ///< the org serves no more at once; more would wait there
  rate,         ///< it counts calls a second
  concurrency,  ///< it counts calls at once
  daily,        ///< the day's calls
  outage,       ///< it answers nothing
  work,         ///< too few calls are ready
  memory,       ///< replies not yet stored
  neighbours,   ///< other users take what this run had
  client,       ///< this machine: calls wait in it, before they are sent or after their reply
};

/// One thing that a law decided, for people to read: in the log, and counted by reason.
enum class decision_kind : std::uint8_t {
  grew,              ///< the window, in calls
  held,              ///< the window was judged and stays
  shrank,            ///< the window, in calls
  rate_learnt,       ///< the pace, in calls a second
  cap_learnt,        ///< the ceiling, in calls at once
  baseline_renewed,  ///< the latency without a queue, as a ratio to the one before
  outage_began,
  outage_ended,
};

struct decision {
  decision_kind what = decision_kind::held;
  binding why = binding::none;
  double from = 0;  ///< in the unit of `what`; infinite: unbounded
  double to = 0;
};

/// What the scaler asks of the limiter and the supervisor.
struct setting {
  std::size_t window = 1;                                 ///< calls in flight at most; already under every ceiling
  double pace = std::numeric_limits<double>::infinity();  ///< calls a second
  double burst = 1;                                       ///< depth of the token bucket, in calls
  time_point hold_until{};                                ///< no grant before
  std::uint32_t epoch = 0;                                ///< counts settings up
  binding binds = binding::none;

  friend bool operator==(const setting&, const setting&) = default;
};

/// What a law goes by, for people to look at.
struct law_view {
  struct baseline {
    call_kind kind;
    double seconds = 0;
  };
  std::size_t ceiling = 0;          ///< of the window
  double latency_ratio = 1;         ///< latency against the baselines: what a queue at the org adds
  std::vector<baseline> baselines;  ///< of the kinds whose usual latency is known
};

/// One call that has ended.
struct completion {
  call_kind kind;
  form_kind form = form_kind::single;
  std::size_t objects = 0;  ///< in the call's set; 0 for a survey
  grant granted;
  outcome result;
  duration latency{};          ///< of the transfer alone
  duration client_wait{};      ///< the rest of the time from the grant to `at`: what this machine took
  std::size_t body_bytes = 0;  ///< decompressed: what the reply takes in memory
  std::size_t wire_bytes = 0;
  bool new_connection = false;
  time_point at{};
  std::size_t in_flight_left = 0;  ///< grants still out after this one's end
};

}  // namespace sluice
