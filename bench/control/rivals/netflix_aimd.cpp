#include "bench/control/rivals/netflix_aimd.hpp"

#include "bench/control/rivals/netflix_window.hpp"

#include <algorithm>

namespace sluice::bench {

netflix_aimd::netflix_aimd(const aimd_options& options)
    : rival_law(options.first, options.max, options.wait), options_(options), limit_(options.first) {}

void netflix_aimd::heard(const completion& c) {
  const auto call = netflix_sampled(c);
  if (!call) return;
  if (call->dropped || call->round_trip_s > options_.timeout_s) {
    limit_ = static_cast<std::size_t>(static_cast<double>(limit_) * options_.decrease);
  } else if (2 * call->in_flight >= limit_) {
    ++limit_;
  }
  limit_ = std::min(options_.max, std::max(options_.min, limit_));
  set_window(static_cast<double>(limit_));
}

}  // namespace sluice::bench
