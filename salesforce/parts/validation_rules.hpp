// The part "validation_rules": names of an object's validation rules, active or not. Joined by EntityDefinition, as
// triggers are. Payload: ["Name",...], sorted.
#pragma once

#include "protocol/question.hpp"

#include <memory>

namespace sluice {

[[nodiscard]] std::unique_ptr<part> make_validation_rules();

}  // namespace sluice
