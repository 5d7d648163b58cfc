// Numbers of JSON as text: the shortest decimal that reads back as the same value, without an exponent where people
// would write none. (Boost.JSON's own writer gives 7.5E-1.)
#pragma once

#include <optional>
#include <string_view>

namespace sluice {

/// REQUIRES: finite. An exponent only below 1e-7 and from 1e21 on, as in JavaScript.
/// Valid until the next call on this thread.
[[nodiscard]] std::string_view number_text(double value);

/// The double whose shortest decimal has the very value that the text tells; nothing where no double has.
/// REQUIRES: a number as JSON writes it.
[[nodiscard]] std::optional<double> exact_double(std::string_view text);

}  // namespace sluice
