// A run at one moment as one line: for a terminal, in as many columns as there are, or in plain words. Pure.
#pragma once

#include "cli/talk/terminal_look.hpp"
#include "metrics/words.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

struct display_facts {
  run_phase phase = run_phase::login;
  bool stopping = false;  ///< a first signal has come
  std::uint64_t ended = 0;
  std::uint64_t total = 0;
  std::size_t busy = 0;    ///< calls in flight
  std::size_t target = 0;  ///< as many as may be
  double calls_a_second = 0;
  std::uint64_t refused = 0;
  binding binds = binding::none;
  bool held = false;                              ///< no call leaves just now: the org asked for a pause
  std::optional<std::chrono::seconds> day_waits;  ///< the day's calls are used up: so long until the run looks again
  std::optional<std::chrono::seconds> left;       ///< nothing: it can't be known
  std::vector<std::size_t> targets;               ///< of the last seconds, the oldest first
  std::size_t target_max = 0;                     ///< of the whole run
};

/// Never wider than `columns` - 1, so that no terminal wraps it: words become shorter, then what matters least goes.
/// No line feed, no movement of the cursor; colours end with the line.
[[nodiscard]] std::string display_line(const display_facts& facts, const terminal_look& look, std::size_t columns);

/// "712 of 1462 objects, 3120 calls, 0 refused, 39 of 40 workers busy, limited by queueing, 1 min 5 s left".
[[nodiscard]] std::string progress_line(const display_facts& facts, std::uint64_t calls);

}  // namespace sluice
