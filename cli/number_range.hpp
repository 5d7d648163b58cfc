// Which numbers an option takes, told in words that fit: plain decimals only. (CLI11's own ranges let "nan" through,
// read "010" as eight, and tell a missing upper bound with three hundred digits.)
#pragma once

#include <cstdint>
#include <limits>

#include <CLI/App.hpp>
#include <CLI/Validators.hpp>

namespace sluice {

inline constexpr std::uint64_t no_bound = std::numeric_limits<std::uint64_t>::max();

/// For `transform`: leading zeros go.
[[nodiscard]] CLI::Validator whole_number(std::uint64_t least, std::uint64_t most = no_bound);
/// Finite ones, with a decimal point or an exponent where wanted.
[[nodiscard]] CLI::Validator number(double least, double most);

}  // namespace sluice
