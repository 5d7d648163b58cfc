// The known name that a mistyped one most likely meant, by the number of letters to change.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace sluice::orgsim {

// How many letters have to be put in, taken out or replaced (Levenshtein).
std::size_t letters_to_change(std::string_view from, std::string_view to);

// Empty where none is near.
std::string nearest_name(std::string_view typed, std::span<const std::string_view> known);

}  // namespace sluice::orgsim
