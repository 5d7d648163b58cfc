// What Netflix's concurrency-limits 78a74b9 makes of a call's end: its gRPC client (ConcurrencyLimitClientInterceptor)
// reports successes, and UNAVAILABLE, which is what 429, 502, 503 and 504 are to gRPC, as a drop; its executor reports
// time-outs as drops too; anything else it ignores.
#pragma once

#include "protocol/flow.hpp"

namespace sluice::bench {

[[nodiscard]] inline bool netflix_drop(const completion& c) {
  return c.result.cls == outcome_class::limited || c.result.cls == outcome_class::overloaded ||
         c.result.cls == outcome_class::broken;
}

[[nodiscard]] inline bool netflix_samples(const completion& c) {
  return c.result.cls == outcome_class::ok || netflix_drop(c);
}

}  // namespace sluice::bench
