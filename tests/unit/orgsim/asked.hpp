// A call as the behaviour of the org sees it.
#pragma once

#include "orgsim/behaviour/asking.hpp"

#include <cstdint>

namespace orgsim_test {

inline sluice::orgsim::asking asked(std::uint64_t question, std::uint32_t nth = 0,
                                    sluice::orgsim::call_kind kind = sluice::orgsim::call_kind::describe) {
  return {.kind = kind, .question = question, .nth = nth, .number = 1000};
}

}  // namespace orgsim_test
