// The simulated org in virtual time: orgsim's own rules (its limits, its queue, how it changes), with service times
// drawn from a generator instead of from questions. It says what happens when; the loop that owns it keeps the time.
#pragma once

#include "bench/control/scenario.hpp"
#include "orgsim/behaviour/course.hpp"
#include "orgsim/behaviour/limits.hpp"
#include "orgsim/behaviour/running_calls.hpp"
#include "orgsim/behaviour/service_queue.hpp"
#include "protocol/outcome.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <unordered_map>
#include <vector>

namespace sluice::bench {

using orgsim::sim_time;

class sim_org {
 public:
  sim_org(const scenario& s, std::uint64_t seed);

  struct reception {
    bool queued = false;  ///< it will begin in its turn
    bool lost = false;    ///< taken and never answered, but for a connection that closes at `closes`
    outcome answer;       ///< otherwise
    sim_time closes{};
  };
  struct begun {
    std::uint64_t call = 0;
    sim_time ends{};
  };

  [[nodiscard]] reception arrives(std::uint64_t call, std::size_t kind, sim_time now);
  /// The calls that begin now, until the next call of this.
  [[nodiscard]] const std::vector<begun>& begin(sim_time now);
  void served(std::uint64_t call);
  /// A lost call's connection is closed.
  void closed() { --in_flight_; }
  [[nodiscard]] sim_time one_way();
  [[nodiscard]] std::size_t waiting() const { return queue_.waiting(); }
  [[nodiscard]] bool changes() const { return !stationary_; }

 private:
  [[nodiscard]] std::uint32_t servers(sim_time now);
  [[nodiscard]] sim_time service_of(std::size_t kind, sim_time now);
  [[nodiscard]] std::optional<outcome> fault(sim_time now);

  const orgsim::profile& org_;
  orgsim::course course_;
  orgsim::limits limits_;
  orgsim::service_queue queue_;
  orgsim::running_calls running_;
  bool counts_long_;
  bool stationary_;
  std::mt19937_64 random_;
  std::normal_distribution<double> normal_;
  std::uniform_real_distribution<double> unit_;
  std::unordered_map<std::uint64_t, std::uint64_t> running_id_;
  std::vector<begun> begun_;
  std::uint64_t calls_ = 0;
  std::size_t in_flight_ = 0;
  std::uint32_t servers_ = 0;
  sim_time servers_until_{-1};
};

/// What the org could bear at a moment, by arithmetic.
struct capacity {
  double per_second = 0;  ///< the least of the three
  double knee = 0;        ///< calls in flight at which the servers are just full, or the most a cap lets in
  double served = 0;      ///< calls a second that the servers can serve
  double at_cap = 0;      ///< ... that would go through the cap if all were served at once; infinite without one
  double rate = 0;        ///< ... that the rate limit lets in; infinite without one
  double unloaded_s = 0;  ///< mean latency of a call that meets no queue
};
[[nodiscard]] capacity capacity_at(const scenario& s, const orgsim::course& c, double at_s);
/// Whether a cap counts all calls at once; else it counts only those that run long, and says nothing of all.
[[nodiscard]] inline bool cap_counts_all(const scenario& s) {
  return s.org.in_flight.form != orgsim::cap_form::long_running;
}
/// How an org changes; the same for every seed, so that all runs meet the same org.
[[nodiscard]] orgsim::course course_of(const scenario& s);
/// Of a call that meets no queue, at the start.
[[nodiscard]] double median_unloaded_s(const scenario& s);
/// Geometric mean of calls that meet no queue, with the mix and the service times of a moment.
[[nodiscard]] double typical_unloaded_s(const scenario& s, const orgsim::course& c, double at_s);

}  // namespace sluice::bench
