// Record ids come with 15 characters (case matters) or with 18 (the same and three that tell the case). They must be
// brought to one form before they are compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice {

/// The 18-character form. Nothing: the text is no record id.
[[nodiscard]] std::optional<std::string> long_id(std::string_view id);

}  // namespace sluice
