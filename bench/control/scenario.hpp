// A scenario of the law's simulator: an org (a profile as orgsim reads it), the load on it, and what should happen.
// Files of them stand in scenarios/; times are in seconds of virtual time.
#pragma once

#include "orgsim/behaviour/profile.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sluice::bench {

/// Shares of the kinds of call from a moment on: each kind's weight, in the order of orgsim's kinds.
struct mix {
  double at_s = 0;
  std::vector<double> weights;
};

struct load_plan {
  double run_s = 60;
  std::size_t calls = 0;            ///< to be answered, then the run ends; 0: work without end
  std::size_t first = 10;           ///< the window at the start
  std::size_t max = 128;            ///< the ceiling
  double timeout_s = 120;           ///< the client's, for the whole of a call
  std::vector<double> starts_s{0};  ///< when each client begins
  std::vector<mix> mixes;
  double client_ms = 0;                      ///< of the client's one core for each reply
  std::optional<double> history;             ///< what the law knows before: the right window times this
  std::optional<double> trickle_per_second;  ///< calls that become ready; none: all are
};

struct scenario {
  std::string name;
  std::string cls;  ///< knee, tail, growing, moving, faults, rate, cap, short, start, shared
  std::string sentence;
  orgsim::profile org;
  load_plan load;
  std::string fingerprint;  ///< of all that decides its course
};

/// All scenarios of a folder's files, in the order of their names. Throws std::runtime_error on one that can't be read.
[[nodiscard]] std::vector<scenario> read_scenarios(const std::string& folder);

}  // namespace sluice::bench
