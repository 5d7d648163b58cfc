// What a trace is worth: throughput, in flight, latency and refusals side by side, since each of them is easy to have
// at the cost of the others.
#pragma once

#include "bench/control/closed_loop.hpp"
#include "metrics/words.hpp"

#include <array>

namespace sluice::bench {

/// Steps of the trace by what bound in truth, then by what the law said; where several are true, by the one said.
using attribution = std::array<std::array<double, binding_words.size()>, binding_words.size()>;

struct figures {
  double per_second = 0;    ///< calls that succeeded, over the whole run with its ramp
  double in_flight = 0;     ///< mean
  double load = 0;          ///< mean in flight over the knee of the moment
  double latency = 0;       ///< median, over that of a call that meets no queue
  double refused = 0;       ///< share of the calls
  double refused_late = 0;  ///< ... from 10 s on
  double wall_excess = 0;   ///< refusals in the 10 s from the first one, beyond the calls that were out then
  double recovered = 1;     ///< least share of what can be had, from 25 round trips after a change (10 after an outage)
  double probes = 0;        ///< most calls sent in a second of an outage
  double fairness = 1;      ///< of several clients, the least share over the greatest
  /// Calls that succeeded a second from 200 round trips after the first calls have come back.
  double settled_per_second = 0;
  /// From a fall of the rate until it is served to 95 % without refusals, in Retry-Afters. -1: no fall.
  double fall_waits = -1;
  /// The same of a rise, in times between the pace's last step up before and the first one after it. -1: no rise.
  double rise_periods = -1;
  bool cut_off = false;  ///< all this of a run that ended early, since too much happened
  attribution bound{};   ///< from the first wall or 10 s on, where there is a truth

  /// Share of those steps in which the binding is right; -1: none.
  [[nodiscard]] double attributed() const;
};

[[nodiscard]] figures judge(const trace& t, const scenario& s);

/// Calls that succeeded in a span of the trace, as a share of what could be served.
[[nodiscard]] double served(const trace& t, const scenario& s, double from_s, double to_s);

}  // namespace sluice::bench
