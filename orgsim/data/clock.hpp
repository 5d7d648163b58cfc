// The org's own clock. It stands still, so that TODAY and LAST_N_DAYS:30 mean the same in every run and the truth can
// be told: noon GMT of the first day of 2025, after the last change of any row.
#pragma once

#include <chrono>

namespace sluice::orgsim {

inline constexpr std::chrono::sys_seconds org_now{std::chrono::seconds(1735732800)};

}  // namespace sluice::orgsim
