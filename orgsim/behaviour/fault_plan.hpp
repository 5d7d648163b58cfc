// Which calls go wrong, and how. Shares are drawn from the seed, the question and how often it was asked; numbers count
// the calls of the rule's kind in the order of their coming.
#pragma once

#include "orgsim/behaviour/asking.hpp"
#include "orgsim/behaviour/course.hpp"
#include "orgsim/behaviour/profile.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice::orgsim {

class fault_plan {
 public:
  fault_plan(const profile& how, std::uint64_t seed);

  // The fault of this call; of several rules that fit the first one. Every rule counts the call.
  std::optional<fault_profile> of_call(const asking& a, sim_time now);
  // The fault of a new connection, before anything is read: refused or tls_abort. Connections have no question: they
  // are drawn by their number.
  std::optional<fault_profile> of_connection(sim_time now);

  bool empty() const { return rules_.empty(); }

 private:
  struct rule {
    fault_profile what;
    std::uint64_t seen = 0;
  };
  static bool hits(rule& r, const asking& a, sim_time now, double& drawn);
  std::optional<fault_profile> pick(const asking& a, sim_time now, bool of_connections);

  std::vector<rule> rules_;
  std::uint64_t seed_;
  std::uint64_t connections_ = 0;
};

// What statistics call it: its form, for errors with the status.
std::string fault_name(const fault_profile& f);

}  // namespace sluice::orgsim
