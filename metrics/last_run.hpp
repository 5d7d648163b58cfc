// How the last run ended, kept as the text of its outcome families, so that the next run's metrics tell it from their
// first scrape.
#pragma once

#include "metrics/reading.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sluice {

/// The outcome families; without the last good run's end where none is known, so that what a reader (a Pushgateway)
/// holds of an earlier one stays.
[[nodiscard]] std::string outcome_text(const reading& r);
/// What such a text tells; nothing where it tells no run.
[[nodiscard]] std::optional<last_run> read_outcome(std::string_view text);

}  // namespace sluice
