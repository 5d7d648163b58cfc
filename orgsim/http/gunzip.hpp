// Request bodies that came packed (Content-Encoding: gzip), by zlib.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::orgsim {

// Nothing for text that is no whole gzip stream, or would be longer than `most` bytes.
std::optional<std::string> gunzipped(std::string_view packed, std::size_t most);

}  // namespace sluice::orgsim
