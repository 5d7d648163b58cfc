// What the kernel knows of this process, read from /proc/self (proc(5)). A figure that can't be read is absent.
#pragma once

#include <cstdint>
#include <optional>

namespace sluice {

struct process_figures {
  std::optional<double> cpu_seconds;  ///< user and system
  std::optional<std::uint64_t> resident_bytes;
  std::optional<std::uint64_t> open_fds;
  std::optional<double> start_time_seconds;  ///< since the Unix epoch
};

[[nodiscard]] process_figures read_process();

/// The most memory that the process ever had resident: VmHWM. Not getrusage's ru_maxrss, which an exec inherits from
/// the program before.
[[nodiscard]] std::optional<std::uint64_t> peak_rss_bytes();

}  // namespace sluice
