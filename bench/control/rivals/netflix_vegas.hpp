// Vegas of Netflix/concurrency-limits 78a74b9 (limit/VegasLimit.java), the default limit of its limiters.
//
// Each sample: q = ceil(L (1 - least / its round trip)), l = log10 L as a whole number, at least 1. Dropped: L - l.
// Else, if half of L was in flight: q <= l: L + 6 l; q < 3 l: L + l; q > 6 l: L - l. After 15 L to 30 L samples (a
// random share) the next round trip becomes the least one, whatever it is.
//
// A sample is a window of a second, as its README tells; or a call, as the project's limiters come, where one lucky
// round trip starves it. A refusal is a drop; but one that returns faster than any call only becomes the least one.
#pragma once

#include "bench/control/rivals/netflix_window.hpp"
#include "bench/control/rivals/rival_law.hpp"

#include <optional>
#include <random>

namespace sluice::bench {

struct vegas_options {
  std::size_t first = 20;
  std::size_t max = 1000;
  std::optional<int> alpha;  ///< queue from which the limit stays; nothing: 3 log10 L
  std::optional<int> beta;   ///< queue above which it falls; nothing: 6 log10 L
  double probe_every = 30;   ///< times L, in samples
  bool windowed = true;
  std::uint64_t seed = 1;
  backoff wait;
};

class netflix_vegas : public rival_law {
 public:
  explicit netflix_vegas(const vegas_options& options);

 private:
  void heard(const completion& c) override;
  void look_at(const netflix_sample& s);
  void judge(const netflix_sample& s);

  vegas_options options_;
  double limit_;
  double least_s_ = 0;
  double samples_ = 0;
  netflix_window window_;
  std::mt19937_64 random_;
  double probe_share_;
};

}  // namespace sluice::bench
