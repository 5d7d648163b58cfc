// What the scaler decided, in words for the log. Pure.
#pragma once

#include "protocol/flow.hpp"

#include <string>

namespace sluice {

/// "window 20 -> 40: nothing queues", "rate learnt: 3.3 calls a second".
[[nodiscard]] std::string decision_line(const decision& d);

}  // namespace sluice
