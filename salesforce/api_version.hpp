// Which version of the API a run speaks.
#pragma once

#include "protocol/error.hpp"

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sluice {

struct api_version {
  int major = 0;
  int minor = 0;
  [[nodiscard]] std::string str() const { return std::to_string(major) + "." + std::to_string(minor); }
  friend auto operator<=>(const api_version&, const api_version&) = default;
};

/// The newest whose answers Sluice's questions were written for.
inline constexpr api_version newest_known{64, 0};

/// "64.0", "v64.0" or "64".
[[nodiscard]] std::optional<api_version> read_api_version(std::string_view text);

/// The first of `wanted` that the org offers; none wanted: the newest that both know. Errors (bad_usage): none fits.
[[nodiscard]] result<api_version> choose_version(std::span<const api_version> wanted,
                                                 std::span<const api_version> offered);

}  // namespace sluice
