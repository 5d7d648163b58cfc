// The best that a client could have who knows the org: the best fixed number of calls in flight and the best pace,
// found by sweeping on the same seeds, piecewise where the org changes, without refusals. Sweeping takes longer than
// all laws together, so what it found is kept in a file, by the scenario's fingerprint and the seed.
#pragma once

#include "bench/control/judgement.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace sluice::bench {

struct best_known {
  double per_second = 0;
  double in_flight = 0;
  double latency = 0;   ///< median, over that of a call that meets no queue
  double window = 0;    ///< over the knee
  double doubling = 0;  ///< calls a second of a short run that doubles its window from the start up to the knee, which
                        ///< it knows, once each round trip; 0 for other runs
};

class oracle {
 public:
  /// Reads what is kept in `file`; one that is not there is an empty one.
  explicit oracle(std::string file);
  /// Swept where it is not known. From several threads at once.
  [[nodiscard]] best_known of(const scenario& s, std::uint64_t seed);
  /// Under every seed.
  void forget(const scenario& s);
  /// Writes what is known of `scenarios`, under every seed, in their order; what belongs to none of them is forgotten.
  void keep(const std::vector<scenario>& scenarios) const;

 private:
  [[nodiscard]] std::vector<planned_setting> best_plan(const scenario& s, double& window);
  [[nodiscard]] best_known sweep(const scenario& s, std::uint64_t seed);

  std::string file_;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::uint64_t>, best_known> known_;
  std::map<std::string, std::pair<std::vector<planned_setting>, double>> plans_;
};

}  // namespace sluice::bench
