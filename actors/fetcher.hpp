// Brings home one object: asks what the store lacks of it, one want at a time, hands each part over and forgets it, and
// ends when all of them are durable. Parts that read a survey come last.
#pragma once

#include "protocol/actors.hpp"

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <caf/typed_event_based_actor.hpp>

namespace sluice {

/// What every fetcher of a run is given. The questionnaire outlives the run's actors.
struct fetcher_task {
  object_name object;
  facts_ptr facts;  ///< as the object list tells; may be null
  const questionnaire* asks = nullptr;
  std::unordered_map<const survey*, surveyor_actor> surveyors;
  crew peers;
};

class fetcher final : public fetcher_actor::base {
 public:
  fetcher(caf::actor_config& config, fetcher_task task);

  const char* name() const override { return "fetcher"; }
  behavior_type make_behavior() override;
  void on_exit() override;

 private:
  void begin(const recalled& r);
  void next();
  /// False: the part can't be asked yet, since a survey is in the way.
  bool ask(const part& p);
  void consult_surveyor(const survey* s);
  void keep(const part& p, answer content, byte_lease lease, std::uint32_t attempts);
  void note(const call_kind& kind, const answer& content);
  void end_if_durable();

  fetcher_task task_;
  std::vector<const part*> wanted_;  // the next one last
  const part* asked_ = nullptr;
  std::uint64_t want_ = 0;
  struct survey_heard {
    survey_ptr data;
    std::string reason;
  };
  std::unordered_map<const survey*, survey_heard> surveys_;
  const survey* awaited_ = nullptr;
  std::size_t not_durable_ = 0;
  std::vector<part_gap> gaps_;
  std::size_t failed_ = 0;
  bool begun_ = false;
  bool winding_up_ = false;
  bool complete_ = false;  // at the wind-up: nothing but acks were awaited
};

}  // namespace sluice
