// What a run has learnt of an org, kept for the next one. It starts a search and is never trusted: an old or wrong one
// costs seconds.
#pragma once

#include "protocol/flow.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace sluice {

struct known_limits {
  std::size_t window = 0;                     ///< calls in flight that the org bore without a queue; 0: not known
  std::optional<double> per_second;           ///< the rate that it lets in
  double burst = 1;                           ///< calls that may come at once, where a rate is known
  std::optional<std::size_t> cap;             ///< calls at once that it lets in
  std::vector<law_view::baseline> baselines;  ///< latency of each kind where no queue stands
};

}  // namespace sluice
