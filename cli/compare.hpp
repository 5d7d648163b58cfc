// `sluice demo --compare`: the embedded org harvested three times for the same while, at the two speeds of the pipeline
// that Sluice replaces (one call at a time, and ten, each worker resting after each call) and tuned. Each run is the
// product's own, on a fresh org, in a fresh folder below `compare` of the output folder; a picture of the three goes
// into compare.svg beside it. What the old pipeline lost by starting a process for every call is not counted.
#pragma once

#include "cli/demo.hpp"

namespace sluice {

/// The exit code; 0 also where a run was stopped by its time.
[[nodiscard]] int run_comparison(const demo_options& options);

}  // namespace sluice
