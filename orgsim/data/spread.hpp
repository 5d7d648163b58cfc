// Spreads shares over rows: every row number below n has a rank below n, each rank once, so that "the rows of rank
// below 700" are exactly 700 rows, scattered over all. Counts over the first rows come by arithmetic, without visiting
// any.
#pragma once

#include "orgsim/data/draw.hpp"

#include <cstdint>
#include <numeric>

namespace sluice::orgsim {

class spread {
 public:
  // n may be 0; then there are no rows to ask about.
  spread(std::uint64_t n, draw d) : n_(n) {
    if (n < 2) return;
    step_ = 1 + d.below(n - 1);
    while (std::gcd(step_, n) != 1) step_ = step_ % (n - 1) + 1;
    start_ = d.below(n);
  }

  // REQUIRES: row < n, n < 2^31.
  std::uint64_t rank(std::uint64_t row) const { return (step_ * row + start_) % n_; }

  // How many of the first `rows` rows have a rank below `bound`. REQUIRES: rows <= n, bound <= n.
  std::int64_t below(std::uint64_t rows, std::uint64_t bound) const {
    if (n_ == 0 || rows == 0 || bound == 0) return 0;
    // rank < bound just where floor((x + n) / n) and floor((x + n - bound) / n) differ, x = step * row + start.
    const std::uint64_t all = floor_sum(rows, n_, step_, start_ + n_);
    return static_cast<std::int64_t>(all - floor_sum(rows, n_, step_, start_ + n_ - bound));
  }

 private:
  // The sum of floor((a * i + b) / m) for i in [0, n).
  static std::uint64_t floor_sum(std::uint64_t n, std::uint64_t m, std::uint64_t a, std::uint64_t b) {
    std::uint64_t sum = 0;
    for (;;) {
      sum += (n - 1) * n / 2 * (a / m) + n * (b / m);
      a %= m;
      b %= m;
      const std::uint64_t top = a * n + b;
      if (top < m) return sum;
      n = top / m;
      b = top % m;
      const std::uint64_t swapped = m;
      m = a;
      a = swapped;
    }
  }

  std::uint64_t n_;
  std::uint64_t step_ = 1;
  std::uint64_t start_ = 0;
};

}  // namespace sluice::orgsim
