// The part "describe": everything the org tells of an object's fields, child relationships and record types.
// Payload: the describe's JSON text as received, once it has been read through: well-formed, of the object asked, with
// a list of fields. Tells the object's facts.
#pragma once

#include "protocol/question.hpp"

#include <memory>

namespace sluice {

[[nodiscard]] std::unique_ptr<part> make_describe();

}  // namespace sluice
