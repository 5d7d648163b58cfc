// Asks one question of the whole org, keeps its answer as a part of the org, and shares it, read-only, with everyone
// who waits for it. A survey that fails is a gap for each of them.
#pragma once

#include "protocol/actors.hpp"

#include <optional>
#include <vector>

#include <caf/typed_event_based_actor.hpp>

namespace sluice {

class surveyor final : public surveyor_actor::base {
 public:
  /// The survey outlives the actor. `failed`: earlier surveyors died of it too often, and this is all there is to say.
  surveyor(caf::actor_config& config, const survey& asks, const crew& peers, std::string failed);

  const char* name() const override { return "surveyor"; }
  behavior_type make_behavior() override;
  void on_exit() override;

 private:
  void begin(const recalled& r);
  void heard(answered& a);
  void share(survey_ptr data, std::string reason);
  void end_if_durable();

  const survey& survey_;
  crew crew_;
  std::vector<listener_actor> waiting_;
  std::optional<surveyed> answer_;
  bool durable_ = true;
  bool winding_up_ = false;
};

}  // namespace sluice
