// Holds the number of calls in flight, their pace, the bytes of their replies and the day's budget: gives one grant a
// call, to whoever asks first, as soon as there is leave. The decision is control/admission; this is its shell.
#pragma once

#include "control/admission.hpp"
#include "control/daily_budget.hpp"
#include "protocol/actors.hpp"

#include <functional>
#include <optional>

#include <caf/typed_event_based_actor.hpp>

namespace sluice {

struct limiter_options {
  admission_options admission;
  double api_reserve = 0.2;  ///< share of the day's calls that is never used
  /// How long a run that has used the day up waits before it looks again; none: it stops.
  std::function<duration()> budget_wait;
};

class limiter final : public limiter_actor::base {
 public:
  limiter(caf::actor_config& config, const limiter_options& options, observer& listener);

  const char* name() const override { return "limiter"; }
  behavior_type make_behavior() override;
  void on_exit() override { crew_ = {}; }

 private:
  void call_ended(const completion& c);
  void usage_heard(org_usage level, time_point now);
  void day_used_up(time_point now);
  void pull();
  void wake_at(time_point at);

  observer& listener_;
  admission admission_;
  daily_budget budget_;
  std::function<duration()> budget_wait_;
  time_point budget_again_at_{};  // levels heard before then belong to the day that is used up
  crew crew_;
  std::optional<time_point> alarm_;
  bool said_stop_ = false;
};

}  // namespace sluice
