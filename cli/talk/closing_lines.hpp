// The lines that a tired person needs at a run's end: what was done, what not and why, what it cost the org, what to do
// next. Pure.
#pragma once

#include "cli/talk/failure_reasons.hpp"
#include "cli/talk/run_notes.hpp"
#include "metrics/figures.hpp"
#include "protocol/error.hpp"

#include <string>
#include <vector>

namespace sluice {

/// What failed and which objects were slow, by name.
struct named_ends {
  failure_reasons failures;
  std::vector<slow_object> slowest;  ///< the longest first
};

struct ended_run {
  exit_code code = exit_code::all_done;
  const figures& seen;
  duration took{};
  const named_ends& names;
  std::string output;   ///< the library's folder
  std::string command;  ///< as it was typed; empty: there is none to go on with
  bool resumes = false;
  bool verbose = false;
};

[[nodiscard]] std::string closing_lines(const ended_run& run);

/// "failed: 12 x flows, QUERY_TIMEOUT: ... (first Account)", a line for each of the commonest, and one for the rest.
[[nodiscard]] std::string failure_lines(const failure_reasons& failures);
/// "12 denied, 3 unsupported", or "none".
[[nodiscard]] std::string gap_counts(const std::array<std::uint64_t, gap_words.size()>& gaps);

}  // namespace sluice
