#include "bench/control/rivals/dialogue_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::bench {

dialogue_limiter::dialogue_limiter(const dialogue_options& options)
    : rival_law(options.first, options.max, options.wait),
      options_(options),
      host_(static_cast<double>(options.first)),
      endpoint_(host_) {}

void dialogue_limiter::heard(const completion& c) {
  switch (c.result.cls) {
    case outcome_class::ok:
    case outcome_class::rejected:
      succeeded(host_, c.granted.in_flight);
      succeeded(endpoint_, c.granted.in_flight);
      break;
    case outcome_class::limited:
      dropped(endpoint_);
      break;
    case outcome_class::overloaded:
      dropped(host_);
      break;
    case outcome_class::broken:  // without a status it is the connection's failure
      dropped(c.result.status == 0 ? host_ : endpoint_);
      break;
  }
  set_window(std::min(host_, endpoint_));
}

void dialogue_limiter::succeeded(double& limit, std::size_t in_flight) const {
  if (static_cast<double>(in_flight) < std::floor(limit * options_.decrease)) return;
  limit = std::min(static_cast<double>(options_.max), limit + 1 / limit);
}

void dialogue_limiter::dropped(double& limit) const {
  limit = std::max(1.0, std::floor(limit * options_.decrease));
}

}  // namespace sluice::bench
