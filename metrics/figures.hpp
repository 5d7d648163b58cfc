// All that is known of a run at one moment, as plain numbers: what summary.json, series.csv, the progress display and
// the metrics are made of. Counts run from the start of this process's run. Kinds and parts stand in the order of
// `call_kinds`, each list with a last entry `other` for a kind that is not in it.
#pragma once

#include "metrics/decision_words.hpp"
#include "metrics/duration_buckets.hpp"
#include "metrics/latency_histogram.hpp"
#include "metrics/time_weighted.hpp"
#include "metrics/words.hpp"
#include "protocol/flow.hpp"
#include "protocol/names.hpp"
#include "protocol/observer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

/// The kinds of calls of a run: fixed at its start, since they become labels. REQUIRES: all different, none `other`.
struct call_kinds {
  std::vector<call_kind> parts;   ///< those that are parts of an object
  std::vector<call_kind> others;  ///< surveys, login
};

/// Invariant: total = the sum of `by`.
struct object_figures {
  std::uint64_t total = 0;
  std::array<std::uint64_t, object_words.size()> by{};  ///< by object_words

  [[nodiscard]] std::uint64_t in(object_state s) const { return by[place(s)]; }
  [[nodiscard]] std::uint64_t left() const { return by.back(); }
};

struct kind_figures {
  std::string kind;
  std::array<std::uint64_t, call_words.size()> calls{};  ///< HTTP requests, by how they ended
  std::uint64_t wire_bytes = 0;
  duration_buckets latency;     ///< of the calls that ended ok
  double baseline_seconds = 0;  ///< what a call takes where no queue stands; 0 while unknown
};

/// Parts that became durable in this run: there, or absent for a reason (by gap_words); or were in the store before.
struct part_figures {
  std::string part;
  std::uint64_t ok = 0;
  std::uint64_t reused = 0;
  std::array<std::uint64_t, gap_words.size()> missing{};
};

struct figures {
  time_point started{};
  time_point at{};
  std::optional<time_point> last_progress;  ///< a part became durable, or an object ended
  run_phase phase = run_phase::login;

  object_figures objects;
  std::array<std::uint64_t, gap_words.size()> gaps{};  ///< object-parts of the objects that ended, by gap_words
  std::vector<part_figures> parts;
  std::uint64_t running = 0;          ///< objects that a fetcher works on; of those left
  duration_buckets object_durations;  ///< from an object's first fetcher to its end
  std::uint64_t stored_bytes = 0;     ///< of parts that became durable, before they are packed
  std::array<std::uint64_t, death_words.size()> fetchers_restarted{};  ///< by death_words
  std::array<std::size_t, actor_words.size()> actors{};                ///< alive, by actor_words
  std::array<std::size_t, actor_words.size()> mailbox{};               ///< messages that waited when last looked at

  std::vector<kind_figures> kinds;
  latency_histogram latency;  ///< of the calls that ended ok: a refusal that comes back fast must not flatter
  std::array<std::uint64_t, form_words.size()> objects_asked{};     ///< objects in the sets of calls, by form_words
  std::array<std::uint64_t, outcome_class_words.size()> retried{};  ///< calls asked again, by why
  std::uint64_t connections = 0;
  std::uint64_t logins = 0;
  std::uint64_t logins_again = 0;
  std::uint64_t logins_refused = 0;
  std::size_t in_flight = 0;
  std::size_t in_flight_max = 0;

  duration_buckets waits;  ///< from a want to its grant
  std::size_t bytes_held = 0;
  std::size_t calls_waiting = 0;  ///< that could be built of what waits
  double tokens = std::numeric_limits<double>::infinity();
  level_figures window;
  double pace = std::numeric_limits<double>::infinity();  ///< calls a second; infinite while unbounded
  bool held = false;                                      ///< no grant leaves just now, by the setting or for the day
  binding binds = binding::none;
  std::size_t ceiling = 0;   ///< of the window
  double latency_ratio = 1;  ///< latency against the baselines
  /// The scaler's, by direction_words and then reason_words.
  std::array<std::array<std::uint64_t, reason_words.size()>, direction_words.size()> decisions{};
  std::optional<org_usage> usage;  ///< as the org told last

  [[nodiscard]] std::uint64_t calls(call_word w) const {
    std::uint64_t n = 0;
    for (const auto& k : kinds) n += k.calls[place(w)];
    return n;
  }
  [[nodiscard]] std::uint64_t calls_total() const {
    std::uint64_t n = 0;
    for (const auto& k : kinds) n = std::accumulate(k.calls.begin(), k.calls.end(), n);
    return n;
  }
  [[nodiscard]] std::uint64_t refused() const {
    return calls(call_word::rate_limited) + calls(call_word::too_many_at_once) + calls(call_word::daily) +
           calls(call_word::overloaded);
  }
  [[nodiscard]] std::uint64_t retries() const {
    return std::accumulate(retried.begin(), retried.end(), std::uint64_t{0});
  }
};

}  // namespace sluice
