// Holds the number of calls in flight, their pace, the bytes of their replies and the day's budget: gives one grant a
// call, to whoever asks first, as soon as there is leave. The decision is control/admission; this is its shell.
#pragma once

#include "control/admission.hpp"
#include "control/daily_budget.hpp"
#include "protocol/actors.hpp"

#include <optional>

#include <caf/typed_event_based_actor.hpp>

namespace sluice {

struct limiter_options {
  admission_options admission;
  double api_reserve = 0.2;  ///< share of the day's calls that is never used
};

class limiter final : public limiter_actor::base {
 public:
  limiter(caf::actor_config& config, const limiter_options& options, observer& listener);

  const char* name() const override { return "limiter"; }
  behavior_type make_behavior() override;
  void on_exit() override { crew_ = {}; }

 private:
  void call_ended(const completion& c);
  void pull();
  void wake_at(time_point at);

  observer& listener_;
  admission admission_;
  daily_budget budget_;
  crew crew_;
  std::optional<time_point> alarm_;
  bool said_stop_ = false;
};

}  // namespace sluice
