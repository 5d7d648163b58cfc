// The law: latency moves the window, refusals move the pace or the ceiling, outages hold everything.
// Every refusal is ascribed to just one of them, once an event: calls granted before the setting that answered an event
// belong to that event. One that hints at neither is put to a trial first (limit_trial.hpp). With `fixed` the window
// stays (--workers N), pace, ceiling and holds still act.
#pragma once

#include "control/ceiling_law.hpp"
#include "control/control_law.hpp"
#include "control/limit_trial.hpp"
#include "control/outage_watch.hpp"
#include "control/pace_law.hpp"
#include "control/window_law.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sluice {

struct law_options {
  window_options window;
  std::optional<std::size_t> fixed;     ///< --workers
  std::uint64_t seed = 1;               ///< of the jitter
  std::optional<known_limits> history;  ///< of earlier runs against this org
};

class adaptive_law : public control_law {
 public:
  explicit adaptive_law(const law_options& options);

  refusal ended(const completion& c) override;
  [[nodiscard]] const setting& current() const override { return setting_; }
  [[nodiscard]] std::span<const decision> decisions() const override { return decisions_; }
  [[nodiscard]] known_limits learnt() const override;
  [[nodiscard]] law_view view() const override;

 private:
  // Grants of an earlier epoch were out when the last event of a limit was answered.
  struct answered_epochs {
    std::uint32_t rate = 0;
    std::uint32_t at_once = 0;
    std::uint32_t overloaded = 0;
    [[nodiscard]] std::uint32_t last() const { return std::max({rate, at_once, overloaded}); }
  };
  refusal limited(const completion& c, refusal why);
  [[nodiscard]] bool says_nothing(const outcome& o) const;
  refusal tried(const completion& c);
  void judge_trial(const completion& c);
  void too_many(std::size_t in_flight, time_point now);
  void failed(const completion& c);
  void relieve(const completion& c);
  void follow(time_point now);
  void decide(const setting& next);
  void heed_client(const completion& c);
  [[nodiscard]] std::size_t bound() const;
  [[nodiscard]] binding binds() const;
  [[nodiscard]] std::size_t window() const;

  law_options options_;
  window_law window_;
  pace_law pace_;
  ceiling_law ceiling_;
  outage_watch outage_;
  limit_trial trial_;
  setting setting_;
  std::vector<decision> decisions_;
  std::uint32_t said_pace_ = 0;
  std::uint32_t said_rounds_ = 0;
  std::uint32_t said_renewals_ = 0;
  std::size_t said_ceiling_ = 0;
  bool said_outage_ = false;
  answered_epochs answered_;
  std::uint32_t bound_epoch_ = 0;  // grants of an earlier epoch were out when lost calls showed a bound
  // Failures come back before answers do, so they are counted among calls that left one after the other.
  std::size_t overloads_ = 0;
  std::uint64_t first_overloaded_ = 0;  // the first one's grant
  std::uint64_t overloads_end_ = 0;     // grants from there on are no longer counted
  std::size_t unused_ = 0;              // calls in a row that left a part of the window free at their sending
  std::uint32_t round_at_ceiling_ = 0;
  double held_s_ = 0;    // the time that calls of late held their grants,
  double client_s_ = 0;  // and this machine's part of it
  bool client_binds_ = false;
};

/// Which limit a call ran into, by the org's usage header and the refusal's hint; without one a rate is meant.
[[nodiscard]] refusal ascribe(const outcome& o);

}  // namespace sluice
