// What this program is, for --version and build_info.
#pragma once

#include <string_view>

namespace sluice {

[[nodiscard]] std::string_view version();
/// Of the source; empty where it was built outside a repository.
[[nodiscard]] std::string_view revision();

}  // namespace sluice
