// The part "triggers": names of an object's Apex triggers. Joined by EntityDefinition, since TableEnumOrId is an id for
// custom objects. Payload: ["Name",...], sorted.
#pragma once

#include "protocol/question.hpp"

#include <memory>

namespace sluice {

[[nodiscard]] std::unique_ptr<part> make_triggers();

}  // namespace sluice
