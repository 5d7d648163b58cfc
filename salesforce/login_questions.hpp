// What is asked when a run logs in: which versions the org speaks, and which organisation it is.
#pragma once

#include "protocol/question.hpp"

#include <memory>

namespace sluice {

/// Asked of the host itself, below no version. Payload: ["30.0","31.0",...], as offered.
[[nodiscard]] std::unique_ptr<question> make_versions_question();

/// The first question that a token must open. Payload: {"Id":"00D...","Name":..,"InstanceName":..,"IsSandbox":..,
/// "OrganizationType":..}, the id in its long form.
[[nodiscard]] std::unique_ptr<question> make_organization_question();

}  // namespace sluice
