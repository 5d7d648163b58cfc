// Each call in flight is a connection, and each connection an open file.
#pragma once

#include "cli/harvest_options.hpp"

namespace sluice {

/// Raises this process's limit on open files as far as the system lets it, and lowers the ceiling of the tuned workers
/// to what fits. Errors (bad_usage): a number fixed by hand doesn't fit.
[[nodiscard]] std::optional<error> fit_open_files(harvest_options& options);

}  // namespace sluice
