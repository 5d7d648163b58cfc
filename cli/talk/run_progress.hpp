// Shows how a run goes while it goes: a line drawn anew in place on a terminal, else whole lines, few of them; and a
// line at once for whoever asks. For one thread.
#pragma once

#include "cli/talk/display_line.hpp"
#include "cli/talk/draw_times.hpp"
#include "cli/talk/live_display.hpp"
#include "cli/talk/progress_lines.hpp"
#include "cli/talk/recent_pace.hpp"
#include "cli/talk/terminal_look.hpp"
#include "metrics/figures.hpp"

#include <optional>
#include <string>

namespace sluice {

enum class progress_mode : std::uint8_t { automatic, plain, none };

class run_progress {
 public:
  /// `interval`: between whole lines where somebody watches; nothing: for a run that nobody does.
  run_progress(progress_mode mode, std::optional<std::chrono::seconds> interval, time_point started);

  /// Whether `frame` is worth calling several times a second.
  [[nodiscard]] bool is_live() const { return look_.has_value(); }
  void frame(const figures& now, std::optional<duration> day_waits);
  /// Once a second. The line that is due, empty where none is.
  [[nodiscard]] std::string second(const figures& now, std::optional<duration> day_waits);
  /// Asked for: how far the run is.
  [[nodiscard]] std::string status(const figures& now, std::optional<duration> day_waits);
  void stopping() { stopping_ = true; }
  /// Before anything else is written on the terminal, and at the end.
  void clear();

 private:
  [[nodiscard]] display_facts facts_of(const figures& now, std::optional<duration> day_waits);

  std::optional<terminal_look> look_;
  std::optional<live_display> display_;
  draw_times times_;
  progress_lines lines_;
  bool says_lines_;
  bool stopping_ = false;
  recent_pace pace_;
};

}  // namespace sluice
