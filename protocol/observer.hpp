// What progress, metrics and the run series listen to. The actors tell each fact once, where it is decided; a listener
// must be quick, must not throw, and is called from several threads at once.
#pragma once

#include "protocol/flow.hpp"
#include "protocol/names.hpp"
#include "protocol/outcome.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

enum class run_phase : std::uint8_t { login, list, fetch, write, done };

/// The one state in which every object ends.
enum class object_state : std::uint8_t {
  done,     ///< every part is there, or a named gap that is no failure
  partial,  ///< a part failed
  failed,   ///< nothing could be had
  reused,   ///< complete in the store already
};

enum class actor_type : std::uint8_t {
  supervisor,
  fetcher,
  surveyor,
  composer,
  limiter,
  scaler,
  session,
  gateway,
  librarian,
};

/// Why a fetcher died before its object's end: every one is a fault of ours.
enum class fetcher_death : std::uint8_t {
  exception,  ///< nobody caught it
  killed,     ///< from outside
  other,
};

/// A part of an object that is not there, as the log and the summary tell it.
struct part_gap {
  call_kind part;
  gap missing = gap::failed;
  std::string reason;
};

class observer {
 public:
  virtual ~observer() = default;
  virtual void phase_changed(run_phase) {}
  /// The plan is known: so many objects, of which so many are complete in the store.
  virtual void planned(std::size_t /*total*/, std::size_t /*reused*/) {}
  /// A fetcher works on it: the first, or one after another's death.
  virtual void object_started(const object_name&) {}
  virtual void object_ended(const object_name&, object_state, const std::vector<part_gap>&) {}
  /// A part is durable; `missing` as in its answer.
  virtual void part_stored(const call_kind&, std::optional<gap>) {}
  /// A part was in the store already when a fetcher began.
  virtual void part_recalled(const call_kind&) {}
  /// Of parts, in one transaction; before they are packed.
  virtual void bytes_stored(std::size_t) {}
  virtual void fetcher_restarted(const object_name&, fetcher_death, std::string_view /*in words*/) {}
  /// A call has ended, with the scaler's word on a refusal.
  virtual void call_ended(const completion&, refusal) {}
  virtual void call_retried(const call_kind&, outcome_class /*why*/) {}
  /// Calls that could be built of the wants that wait.
  virtual void calls_waiting(std::size_t /*now*/) {}
  /// From a want's arrival at the composer to the grant of its call.
  virtual void waited(duration) {}
  virtual void setting_changed(const setting&) {}
  /// What the law decided, each once, in its order.
  virtual void decided(const decision&) {}
  /// Ten times a second at most, while calls end.
  virtual void law_seen(const law_view&) {}
  /// Saved up in the token bucket; infinite while no pace is known.
  virtual void tokens_left(double) {}
  virtual void in_flight(std::size_t /*now*/) {}
  virtual void actors_alive(actor_type, std::size_t /*now*/) {}
  /// Messages that wait behind the one which is being handled, as far as the actor has fetched them.
  virtual void mailbox(actor_type, std::size_t /*now*/) {}
  virtual void bytes_held(std::size_t /*now*/) {}
  virtual void logged_in(bool /*again*/) {}
  virtual void login_refused() {}
  /// The day's calls are used up to the reserve; the run waits so long before it looks again.
  virtual void day_used_up(org_usage, duration /*wait*/) {}
};

}  // namespace sluice
