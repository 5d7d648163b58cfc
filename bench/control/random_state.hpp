// Laws that have a past no org would give them: calls that ended in any way, in any order. Whatever state that leaves,
// they must keep their bounds and come back to what an org can bear.
#pragma once

#include "bench/control/closed_loop.hpp"
#include "control/adaptive_law.hpp"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <random>
#include <vector>

namespace sluice::bench {

/// Calls that end as chance has it.
class any_org {
 public:
  explicit any_org(std::uint64_t seed) : random_(seed) {}
  [[nodiscard]] completion next(const setting& s);

 private:
  std::mt19937_64 random_;
  std::uint64_t id_ = 0;
  time_point now_ = virtual_start;
};

/// A start from 1 to `ceiling`, with any history or none.
[[nodiscard]] law_options any_options(std::uint64_t seed, std::size_t ceiling);

/// A law that began with a window of at most 64, after some hundred of any_org's calls that were answered: what
/// refusals teach is another matter.
[[nodiscard]] law_maker in_any_state();

/// Of a stationary scenario that is begun in a random state: share of what can be served, from 200 round trips after
/// the first calls have come back to the run's end.
[[nodiscard]] double comes_back(const scenario& s, std::uint64_t seed);
/// That, of so many states, on all cores, and which of them fall short of the goal.
void print_random_states(std::ostream& out, const std::vector<scenario>& scenarios, std::size_t states);

}  // namespace sluice::bench
