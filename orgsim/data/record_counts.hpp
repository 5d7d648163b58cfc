// How many rows each object has, and whether the org tells it.
#pragma once

#include "orgsim/behaviour/traps.hpp"
#include "orgsim/data/org.hpp"
#include "orgsim/data/people.hpp"

#include <cstdint>
#include <optional>
#include <unordered_map>

namespace sluice::orgsim {

// Not for several threads at once: counts of setup objects are summed when first asked for, and kept.
class record_counts {
 public:
  record_counts(const org& data, const people& who, const traps& how = {}) : data_(data), who_(who), how_(how) {}

  // Nothing where the org can't tell: neither COUNT() nor /limits/recordCount answers for it.
  std::optional<std::int64_t> of(object_index o) const;
  // Whether its rows are the set-up's own: told by a table of their own, the same for all who see them.
  bool is_setup(object_index o) const;
  // What /limits/recordCount says, nothing where it leaves the object out: it leaves out some of the empty ones too.
  std::optional<std::int64_t> listed(object_index o) const;

 private:
  std::optional<std::int64_t> counted_setup(object_index o) const;
  std::int64_t sum_setup(std::string_view name) const;

  const org& data_;
  const people& who_;
  traps how_;
  mutable std::unordered_map<object_index, std::int64_t> setup_counts_;
};

}  // namespace sluice::orgsim
