// One law on many scenarios: every figure's median over the seeds, its worst seed, and the classes' summary.
#pragma once

#include "bench/control/judgement.hpp"
#include "bench/control/median.hpp"
#include "bench/control/oracle.hpp"
#include "bench/control/rivals/rivals.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string_view>
#include <utility>
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

  template <class What>  // a figure, or what is made of them
  [[nodiscard]] double median_of(What what) const {
    std::vector<double> all;
    all.reserve(runs.size());
    for (const figures& f : runs) all.push_back(std::invoke(what, f));
    return median(std::move(all));
  }
  [[nodiscard]] bool cut_off() const { return std::ranges::any_of(runs, &figures::cut_off); }
  [[nodiscard]] double median_share() const;
  [[nodiscard]] double worst_share() const;
};

/// Sluice's own law, as `sluice harvest` makes it.
[[nodiscard]] law_maker sluice_law();

/// On all cores; the same rows whatever their number.
[[nodiscard]] std::vector<row> measure(const std::vector<scenario>& scenarios, const law_maker& make, oracle& best,
                                       const table_options& options);

struct measured_law {
  std::string_view name;
  std::vector<row> rows;
};
/// As its project's users have it: on a run's start and ceiling.
[[nodiscard]] law_maker law_of(const rival& r);
/// Share, mean in flight over the knee and refused share of each law side by side, and the classes' medians. A scenario
/// that all laws serve to 0.95 is marked and counts for nobody.
void print_laws(std::ostream& out, const std::vector<measured_law>& laws);

void print_table(std::ostream& out, const std::vector<row>& rows);

/// What bound in truth against what the law said, in hundredths of the truth's time, all rows and seeds together.
void print_attribution(std::ostream& out, const std::vector<row>& rows);

}  // namespace sluice::bench
