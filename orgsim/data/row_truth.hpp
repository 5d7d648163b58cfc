// The part of the truth that tells of an object's rows, by arithmetic on the shares that they follow.
#pragma once

#include "orgsim/answers/json_text.hpp"
#include "orgsim/data/truth.hpp"

#include <cstdint>

namespace sluice::orgsim {

// Appends the member `rows`. `seen` of the `live` rows are those that the user sees.
void append_row_truth(json_text& json, const truth_source& of, object_index o, std::int64_t live, std::int64_t seen);

}  // namespace sluice::orgsim
