// Finds a scenario of the simulator by its name.
#pragma once

#include "bench/control/scenario.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace sluice::bench {

inline const scenario& named(const std::vector<scenario>& all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &scenario::name);
  REQUIRE(found != all.end());
  return *found;
}

}  // namespace sluice::bench
