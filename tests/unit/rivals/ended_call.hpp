// A call's end as a test tells it to a law.
#pragma once

#include "protocol/flow.hpp"

#include <cstddef>

namespace sluice::bench {

struct ended_call {
  double at_s = 0;
  double round_trip_s = 0.1;
  std::size_t in_flight = 1;  ///< this call included, when it was sent
  std::size_t left = 0;       ///< still out at its end
  outcome result;

  [[nodiscard]] completion as_completion() const {
    completion c{.kind = call_kind("call")};
    c.granted.in_flight = in_flight;
    c.result = result;
    c.latency = from_seconds(round_trip_s);
    c.at = time_point(from_seconds(at_s));
    c.in_flight_left = left;
    return c;
  }
};

inline const outcome a_429{.cls = outcome_class::limited, .status = 429};
inline const outcome a_503{.cls = outcome_class::overloaded, .status = 503};

}  // namespace sluice::bench
