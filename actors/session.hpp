// Owns the token: logs in at the start, and once for everybody when the org has ended the session. Its questions go
// down the straight line as anyone's, but before all others.
#pragma once

#include "control/retry.hpp"
#include "protocol/actors.hpp"
#include "protocol/login.hpp"

#include <random>

#include <caf/typed_event_based_actor.hpp>

namespace sluice {

class session final : public session_actor::base {
 public:
  /// The login outlives the actor and is used by it alone.
  session(caf::actor_config& config, login& how, const retry_options& retry, std::uint64_t seed, observer& listener);

  const char* name() const override { return "session"; }
  behavior_type make_behavior() override;
  void on_exit() override { crew_ = {}; }

 private:
  void begin();
  void step();
  void refused(const unauthorized& u);
  void good_again();
  void give_up(error why);
  [[nodiscard]] endpoint where() const;

  observer& listener_;
  login& login_;
  retry_options retry_;
  std::mt19937_64 random_;
  std::uint32_t generation_ = 1;
  std::uint32_t refusals_ = 0;  // in a row, with no call answered between
  bool has_answered_ = false;   // a call with a token of this login has succeeded once
  bool logged_in_ = false;
  bool renewing_ = false;
  std::uint64_t last_want_ = 0;
  crew crew_;
};

}  // namespace sluice
