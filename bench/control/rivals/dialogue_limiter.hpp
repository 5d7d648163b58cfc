// The concurrency limiters of palantir/dialogue 6291a1d
// (dialogue-core, CautiousIncreaseAggressiveDecreaseConcurrencyLimiter.java): one for the host, one for the endpoint;
// the lesser holds.
//
// Each starts at 20: a success adds 1/L if 0.9 L were in flight; a refusal takes a tenth, rounded down. To the host's,
// 503 and its like and failures of the connection are refusals, 429 and 500 are nothing; to the endpoint's, 429 and 500
// are refusals, the others are nothing. Any other reply is a success, a 404 too.
//
// Its client sends a refused call again after a random share of 0.25 s, doubling, and other calls meanwhile; see
// rivals/README.md for the hold that stands for it.
#pragma once

#include "bench/control/rivals/rival_law.hpp"

namespace sluice::bench {

struct dialogue_options {
  std::size_t first = 20;
  std::size_t max = 1'000'000;
  double decrease = 0.9;
  backoff wait;
};

class dialogue_limiter : public rival_law {
 public:
  explicit dialogue_limiter(const dialogue_options& options);

  [[nodiscard]] double host_limit() const { return host_; }
  [[nodiscard]] double endpoint_limit() const { return endpoint_; }

 private:
  void heard(const completion& c) override;
  void succeeded(double& limit, std::size_t in_flight) const;
  void dropped(double& limit) const;

  dialogue_options options_;
  double host_;
  double endpoint_;
};

}  // namespace sluice::bench
