// What a run asks of each object, as far as the library must know: the names of the parts, in order.
#pragma once

#include "protocol/names.hpp"

#include <vector>

namespace sluice {

struct part_shape {
  call_kind name;
  bool is_stats = false;
};

using run_shape = std::vector<part_shape>;

/// The part whose payload is an object's base where --input had no entry for it.
inline const call_kind describe_part{"describe"};

}  // namespace sluice
