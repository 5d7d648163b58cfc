// A token bucket: `rate` tokens a second flow in, up to `depth`; a call takes one. An infinite rate never refuses.
// Pure: time is an argument and never goes backwards.
#pragma once

#include "protocol/time.hpp"

#include <cmath>
#include <limits>
#include <optional>

namespace sluice {

class token_bucket {
 public:
  /// A bucket starts full. Changing the rate keeps the tokens that are there, up to the new depth.
  void configure(double rate, double depth, time_point now);
  /// Empties the bucket: after a refusal nothing is saved up.
  void empty(time_point now);

  [[nodiscard]] bool take(time_point now);
  void give_back() { tokens_ = tokens_ + 1 < depth_ ? tokens_ + 1 : depth_; }
  /// When the next token is there; nothing: now.
  [[nodiscard]] std::optional<time_point> next(time_point now);
  [[nodiscard]] double rate() const { return rate_; }
  /// Those that were there when time was last told; infinite as the rate.
  [[nodiscard]] double tokens() const { return std::isinf(rate_) ? rate_ : tokens_; }

 private:
  void flow(time_point now);

  double rate_ = std::numeric_limits<double>::infinity();
  double depth_ = 1;
  double tokens_ = 1;
  time_point last_{};
};

}  // namespace sluice
