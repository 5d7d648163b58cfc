// What each refusal of the org means: the one table of (status, errorCode) -> class and gap. A new error is one row.
// From Salesforce's status code reference, recorded answers, and other clients' threads; messages never decide.
#pragma once

#include "protocol/http.hpp"
#include "protocol/outcome.hpp"

#include <string_view>

namespace sluice {

struct error_meaning {
  outcome_class cls = outcome_class::rejected;
  gap missing = gap::failed;
};

/// REQUIRES: a status that is no success.
[[nodiscard]] error_meaning meaning_of(int status, std::string_view code);

struct failure_meaning {
  std::string_view name;  ///< as a code: "reset"
  outcome_class cls = outcome_class::broken;
};

/// REQUIRES: a failure other than `none`.
[[nodiscard]] failure_meaning meaning_of(http_failure failure);

}  // namespace sluice
