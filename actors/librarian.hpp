// The store's only writer. Whatever waits in its mailbox becomes one transaction, and only then is each part
// acknowledged. Spawned detached: the store blocks.
#pragma once

#include "protocol/actors.hpp"

#include <memory>
#include <vector>

#include <caf/typed_event_based_actor.hpp>

namespace sluice {

class librarian final : public librarian_actor::base {
 public:
  librarian(caf::actor_config& config, std::shared_ptr<store> keeps, observer& listener);

  const char* name() const override { return "librarian"; }
  behavior_type make_behavior() override;
  void on_exit() override;

 private:
  void take(part_done& p, const depositor_actor& from);
  void write_down();
  void give_up(const error& why);

  observer& listener_;
  std::shared_ptr<store> store_;
  std::vector<stored_part> parts_;  // not durable yet, as are the next two, one for one
  std::vector<depositor_actor> depositors_;
  std::vector<byte_lease> leases_;
  bool broken_ = false;
  crew crew_;
};

}  // namespace sluice
