// Numbers as people write them: no exponent, no trailing zeros. (Boost.JSON's own writer gives 7.5E-1.)
#pragma once

#include <string>

namespace sluice {

/// Rounded to at most so many decimals: 0.75, 12, 0. REQUIRES: finite.
[[nodiscard]] std::string decimal(double value, int decimals);

/// Rounded to so many digits that count: 0.0421 and 1.23 for three.
[[nodiscard]] std::string significant(double value, int digits);

}  // namespace sluice
