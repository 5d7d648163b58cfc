// API names as the org compares them: without regard to the case of letters. Rows and lists come in the org's own
// spelling, the plan may come from a file with another one.
#pragma once

#include <string>
#include <string_view>

namespace sluice {

/// The name in lower case (ASCII: API names have no other letters), to be used as a key.
[[nodiscard]] std::string folded(std::string_view name);

[[nodiscard]] bool same_api_name(std::string_view a, std::string_view b);

/// The order that `same_api_name` fits to.
[[nodiscard]] bool api_name_less(std::string_view a, std::string_view b);

}  // namespace sluice
