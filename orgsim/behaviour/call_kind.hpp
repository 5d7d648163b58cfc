// The kinds of call that a profile can treat apart, told by method and address alone: an org knows no more of a call
// before it has done the work.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace sluice::orgsim {

enum class call_kind {
  describe,
  list,
  query,      // with its further pages
  tooling,    // tooling/query and the rest below /tooling but composite
  limits,     // with recordCount
  composite,  // composite, composite/batch, tooling/composite
  record,     // below /sobjects/NAME, describe left out
  login,      // OAuth, identity
  other
};

inline constexpr std::array<std::string_view, 9> call_kind_names{"describe",  "list",   "query", "tooling", "limits",
                                                                 "composite", "record", "login", "other"};

constexpr std::string_view name_of(call_kind kind) {
  return call_kind_names[static_cast<std::size_t>(kind)];
}

call_kind kind_of(std::string_view target);

}  // namespace sluice::orgsim
