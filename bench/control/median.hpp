// The middle of a list's values; of an even number the upper one of the two.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace sluice::bench {

/// Of an empty list: 0.
template <class Number>
[[nodiscard]] Number median(std::vector<Number> v) {
  if (v.empty()) return 0;
  const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
  std::nth_element(v.begin(), middle, v.end());
  return *middle;
}

}  // namespace sluice::bench
