// Each kind of call has its own usual latency; what the kinds share is the load. `excess` takes the kind off, in the
// log domain, where a queue shows after some forty completions for which an arithmetic mean needs forty times as many.
// A queue adds the same time to every kind, which is more in the logarithm of a quick one; so kinds are put right
// beside one another by the delay they share, not by the excess. (Else a queue looks like a change of the quick ones,
// and the level swings with the mix.) A kind is known after its first replies; until then it says nothing. Error
// replies never come here.
#pragma once

#include "protocol/flow.hpp"
#include "protocol/names.hpp"
#include "protocol/time.hpp"

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

namespace sluice {

class latency_baseline {
 public:
  /// Kinds that an earlier run knew: they say something from their first reply on.
  void expect(const std::vector<law_view::baseline>& baselines);
  /// ln(latency) less the kind's baseline. A new kind takes the last round's load on.
  [[nodiscard]] std::optional<double> excess(const call_kind& kind, duration latency);
  /// At the end of a round. `unloaded`: the excess that a call without a queue would have. `calm`: no great queue stood
  /// in it; then baselines move a little towards what the round saw of their kinds beside the others. The mean excess
  /// of the round's replies stays as it was, whatever moves.
  void end_round(bool calm, double unloaded);

  /// The kinds that are known, with their latency at an excess of `level`.
  [[nodiscard]] std::vector<law_view::baseline> known(double level) const;

 private:
  struct of_kind {
    std::size_t learnt = 0;
    double baseline = 0;
    std::size_t seen = 0;  // in this round
    double sum = 0;
  };
  // What the kinds share: any call's excess without a queue, and what the queue adds to all.
  struct load {
    double unloaded = 0;
    double delay_s = 0;
  };
  [[nodiscard]] double expected(const of_kind& k) const;
  [[nodiscard]] double shared_delay(double over_unloaded, double unloaded) const;

  std::unordered_map<call_kind, of_kind> kinds_;
  load load_;  // in the last round
};

}  // namespace sluice
