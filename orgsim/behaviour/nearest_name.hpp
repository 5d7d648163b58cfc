// The known name that a mistyped one most likely meant, by the number of letters to change.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sluice::orgsim {

// Empty where none is near.
std::string nearest_name(std::string_view typed, std::span<const std::string_view> known);

}  // namespace sluice::orgsim
