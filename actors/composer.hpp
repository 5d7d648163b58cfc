// Turns wants into calls and replies into answers. A call is built at its grant, from the wants then waiting; what it
// holds and what a reply means is decided in control/call_ledger; this is its shell, which knows who asked.
#pragma once

#include "control/call_ledger.hpp"
#include "protocol/actors.hpp"

#include <unordered_map>

#include <caf/typed_event_based_actor.hpp>

namespace sluice {

class composer final : public composer_actor::base {
 public:
  composer(caf::actor_config& config, const ledger_options& options, observer& listener);

  const char* name() const override { return "composer"; }
  behavior_type make_behavior() override;
  void on_exit() override;

 private:
  struct asker {
    asker_actor who;
    std::uint64_t want = 0;  // as the asker counts
  };

  void take(const want& w, const asker_actor& who);
  void forget(const caf::actor_addr& who);
  void build(const grant& g);
  void read(const replied& r);
  void carry_out(std::uint64_t call, ledger_effects effects);
  void tell_ready();
  void tell_drained();

  observer& listener_;
  call_ledger ledger_;
  std::unordered_map<std::uint64_t, asker> askers_;  // by the ledger's want
  std::unordered_map<caf::actor_addr, std::uint64_t> wants_of_;
  std::uint64_t last_want_ = 0;
  std::uint64_t seen_grant_ = 0;
  ready told_;
  double told_objects_per_call_ = 1;
  bool has_answered_ = false;  // calls have succeeded since the last 401
  bool stopping_ = false;
  crew crew_;
};

}  // namespace sluice
