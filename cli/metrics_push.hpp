// --metrics-push: how the run ended, for a Prometheus Pushgateway. By POST, which replaces the families that are told
// and leaves the others of the group alone; a PUT would wipe the last good run's time.
#pragma once

#include "protocol/error.hpp"

#include <chrono>
#include <string>

namespace sluice {

/// A gateway that hangs delays the run's end by so much.
inline constexpr std::chrono::seconds push_timeout{5};

/// Where to push: `url` itself where it names a group (.../metrics/job/...), else the group of job sluice and this org.
[[nodiscard]] std::string push_address(const std::string& url, const std::string& org);

/// Errors are for the log: they change no exit code.
[[nodiscard]] result<void> push_metrics(const std::string& url, const std::string& org, std::string text,
                                        const std::string& ca_file);

}  // namespace sluice
