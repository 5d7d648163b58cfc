// The part "flows": API names of the active flows and processes that an object (or event) starts. FlowDefinitionView is
// on the data API; the Tooling API's Flow has no relation to the object. Payload: ["Name",...], sorted.
#pragma once

#include "protocol/question.hpp"

#include <memory>

namespace sluice {

[[nodiscard]] std::unique_ptr<part> make_flows();

}  // namespace sluice
