// One law on many scenarios: every figure's median over the seeds, its worst seed, and the classes' summary.
#pragma once

#include "bench/control/judgement.hpp"
#include "bench/control/oracle.hpp"

#include <cstdint>
#include <iosfwd>
#include <vector>

namespace sluice::bench {

struct table_options {
  std::uint64_t seeds = 20;
  std::uint64_t first_seed = 1;
};

/// One scenario's runs, a law's and the oracle's, seed by seed.
struct row {
  const scenario* of = nullptr;
  std::vector<figures> runs;
  std::vector<double> shares;  ///< of the oracle's throughput
  std::vector<best_known> best;

  [[nodiscard]] double median_of(double figures::*what) const;
  [[nodiscard]] double median_share() const;
  [[nodiscard]] double worst_share() const;
};

/// Sluice's own law, as `sluice harvest` makes it.
[[nodiscard]] law_maker sluice_law();

/// On all cores; the same rows whatever their number.
[[nodiscard]] std::vector<row> measure(const std::vector<scenario>& scenarios, const law_maker& make, oracle& best,
                                       const table_options& options);
void print_table(std::ostream& out, const std::vector<row>& rows);

}  // namespace sluice::bench
