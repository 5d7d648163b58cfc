// summary.json: how a run ended, for scripts; the form is a contract (docs, README). Numbers are plain decimals; null
// stands where nothing was learnt: no call came back ok (latency), the org told no usage, the kernel no memory.
// `latency_seconds` are those of calls that ended ok. Of `calls`, all but `retries` add up to `total`.
#pragma once

#include "metrics/figures.hpp"
#include "protocol/error.hpp"
#include "protocol/time.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace sluice {

struct run_end {
  exit_code code = exit_code::all_done;
  std::string reason;  ///< one line for people
  duration took{};
  std::optional<std::uint64_t> peak_rss_bytes;
};

[[nodiscard]] std::string summary_json(const figures& f, const run_end& end);

/// Replaces `summary.json` in the folder.
[[nodiscard]] result<void> write_summary(const std::filesystem::path& folder, const figures& f, const run_end& end);

}  // namespace sluice
