// What a reply's headers tell of the org's limits.
#pragma once

#include "protocol/http.hpp"
#include "protocol/outcome.hpp"
#include "protocol/time.hpp"

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace sluice {

/// "api-usage=18/5000", with whatever may follow behind a semicolon or comma.
[[nodiscard]] std::optional<org_usage> read_usage(std::string_view limit_info);

/// "Sun, 06 Nov 1994 08:49:37 GMT"; the day may lack its leading zero, as in some of the org's own headers.
[[nodiscard]] std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text);

/// A wait is never longer: by then every limit of an org has rolled on.
inline constexpr std::chrono::hours retry_after_max{24};

/// Retry-After in seconds, or as a date, which is taken against the reply's own Date: the machine's clock may be wrong.
/// Nothing: not given, not readable, or a date without a Date. Between 0 and `retry_after_max`.
[[nodiscard]] std::optional<duration> read_retry_after(const std::vector<http_header>& headers);

}  // namespace sluice
