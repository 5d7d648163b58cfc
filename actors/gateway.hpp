// The one door to the transport: sends a call under its grant with the session's token, and ends the grant, once, with
// the outcome, also when the call was dropped or nobody waits for it any more.
#pragma once

#include "protocol/actors.hpp"

#include <unordered_map>

#include <caf/typed_event_based_actor.hpp>

namespace sluice {

class gateway final : public gateway_actor::base {
 public:
  /// The transport and the classifier outlive the actor.
  gateway(caf::actor_config& config, http_transport& transport, const classifier& reads);

  const char* name() const override { return "gateway"; }
  behavior_type make_behavior() override;
  void on_exit() override { crew_ = {}; }

 private:
  struct call_out {
    grant granted;
    call_kind kind;
    form_kind form = form_kind::single;
    std::size_t objects = 0;
    std::uint32_t generation = 0;
  };

  void start(dispatch& d);
  void ended(const transferred& t);

  http_transport& transport_;
  const classifier& classifier_;
  endpoint where_;
  std::unordered_map<std::uint64_t, call_out> out_;
  bool dropping_ = false;
  crew crew_;
};

}  // namespace sluice
