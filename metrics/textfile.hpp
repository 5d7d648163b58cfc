// The textfile for node_exporter's collector of that name (--metrics-textfile): only how the last run ended, since
// anything of a moment would stay frozen there, and process_* would clash with node_exporter's own. No timestamps: the
// collector refuses files that have them. Mode 0644: node_exporter runs as another user and must be able to read it.
#pragma once

#include "metrics/reading.hpp"
#include "protocol/error.hpp"

#include <filesystem>
#include <optional>

namespace sluice {

/// Replaces the file as a whole, so that the collector never sees a part of it.
[[nodiscard]] result<void> write_textfile(const std::filesystem::path& file, const reading& r);

/// The last good run's end as a textfile of before tells it, for the next writer to keep; nothing where it tells none.
[[nodiscard]] std::optional<wall_time> last_success_in(const std::filesystem::path& file);

}  // namespace sluice
