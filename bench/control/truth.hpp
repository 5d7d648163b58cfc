// Which limit binds in truth: the one whose lifting alone would raise the throughput; of a pair of which neither would,
// either. Servers that others use too bind twofold: there could be more of them, or fewer others.
#pragma once

#include "bench/control/scenario.hpp"
#include "orgsim/behaviour/course.hpp"
#include "protocol/flow.hpp"

#include <vector>

namespace sluice::bench {

/// Empty: nothing is said of that moment, as where a cap counts only calls that run long: how many calls reach it is no
/// matter of arithmetic.
[[nodiscard]] std::vector<binding> binding_truth(const scenario& s, const orgsim::course& c, double at_s);

}  // namespace sluice::bench
