// Hears how every call ended, ascribes refusals, and says one setting to whoever acts on it. The law is behind
// control/control_law; this is its shell.
#pragma once

#include "control/control_law.hpp"
#include "protocol/actors.hpp"

#include <memory>

#include <caf/typed_event_based_actor.hpp>

namespace sluice {

class scaler final : public scaler_actor::base {
 public:
  scaler(caf::actor_config& config, std::shared_ptr<control_law> law, observer& listener);

  const char* name() const override { return "scaler"; }
  behavior_type make_behavior() override;
  void on_exit() override { crew_ = {}; }

 private:
  void say();
  void show(time_point now);

  observer& listener_;
  std::shared_ptr<control_law> law_;
  std::uint32_t said_epoch_ = 0;
  time_point seen_at_{};
  crew crew_;
};

}  // namespace sluice
