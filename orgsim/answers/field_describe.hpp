// One field as a describe of an API version tells it: 39 members in v22, 57 since v46.
#pragma once

#include "orgsim/answers/json_text.hpp"
#include "orgsim/data/field.hpp"

namespace sluice::orgsim {

void write_field(json_text& json, const field& f, int version);

}  // namespace sluice::orgsim
