#include "orgsim/behaviour/nearest_name.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace sluice::orgsim {

std::size_t letters_to_change(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char letter : from) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t replaced = diagonal + (letter == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::string nearest_name(std::string_view typed, std::span<const std::string_view> known) {
  constexpr std::size_t longest_typed = 64;
  if (typed.size() > longest_typed) return {};
  std::string_view best;
  std::size_t fewest = std::max<std::size_t>(3, typed.size() / 2) + 1;
  for (const std::string_view name : known) {
    const std::size_t changes = letters_to_change(typed, name);
    if (changes >= fewest) continue;
    fewest = changes;
    best = name;
  }
  return std::string(best);
}

}  // namespace sluice::orgsim
