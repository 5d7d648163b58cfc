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
  /// ln(latency) less the kind's baseline. `level`: the present excess of the known kinds, which a new kind takes on.
  [[nodiscard]] std::optional<double> excess(const call_kind& kind, duration latency, double level);
  /// At the end of a round. `unloaded`: the excess that a call without a queue would have. `calm`: no great queue stood
  /// in it; then baselines move towards what the round saw of their kinds beside the others, the more the less is
  /// known.
  void end_round(bool calm, double unloaded);

  /// The kinds that are known, with their latency at an excess of `level`.
  [[nodiscard]] std::vector<law_view::baseline> known(double level) const;

 private:
  struct of_kind {
    std::size_t learnt = 0;  // from so many replies
    double baseline = 0;
    std::size_t seen = 0;  // in this round
    double sum = 0;
    // Of a call, at an excess of `level`.
    [[nodiscard]] double seconds_at(double level) const;
    [[nodiscard]] double mean() const { return sum / static_cast<double>(seen); }
    // Of what it says of the load: kinds that are known well lead the others.
    [[nodiscard]] double weight() const { return static_cast<double>(seen * learnt); }
  };
  void put_right(double unloaded);
  [[nodiscard]] double shared_delay(double over_unloaded, double unloaded) const;

  std::unordered_map<call_kind, of_kind> kinds_;
};

}  // namespace sluice
