// `sluice harvest`: wires the crew to the network, the store and the listeners, and leads one run to its end.
#pragma once

#include "cli/harvest_options.hpp"
#include "cli/login_choice.hpp"
#include "cli/talk/closing_lines.hpp"
#include "metrics/figures.hpp"
#include "metrics/summary.hpp"

#include <cstdint>
#include <string>

namespace sluice {

struct harvest_end {
  exit_code code = exit_code::all_done;
  error why;  ///< where there is something to say
  figures seen;
  duration took{};
  named_ends names;
};

/// Nothing is written on stdout; progress and errors go to stderr.
[[nodiscard]] harvest_end harvest(const harvest_options& options, chosen_login login);

/// For the last lines.
[[nodiscard]] ended_run closing_of(const harvest_options& options, const harvest_end& end);

}  // namespace sluice
