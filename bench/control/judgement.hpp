// What a trace is worth: the figures of the table, and the expectations of its scenario that do not hold.
#pragma once

#include "bench/control/closed_loop.hpp"

#include <string>
#include <vector>

namespace sluice::bench {

/// Mean in flight over the knee of the moment.
[[nodiscard]] double mean_load(const trace& t, const scenario& s);
/// Round trips after the slowest change (the start is one) until the window has come to 0.85 to 1.25 times the knee
/// (half a call and more at small ones) and stays for five.
[[nodiscard]] double settle_round_trips(const trace& t, const scenario& s);
/// One line for each, with the figures.
[[nodiscard]] std::vector<std::string> broken_expectations(const trace& t, const scenario& s);

}  // namespace sluice::bench
