// One line of a terminal that is drawn anew in place. Whatever ends the process, but for SIGKILL, takes it away first.
//
// The cursor stands at the line's begin: where a terminal that became narrower has folded the line, clearing from there
// takes all of it. A terminal that takes no more (stopped by Ctrl-S, or gone slow) is left alone, and so is one in
// whose background this process runs: a run never waits for whoever watches it. For one thread, one at a time.
#pragma once

#include <string>
#include <string_view>

namespace sluice {

class live_display {
 public:
  /// On stderr. REQUIRES: it is a terminal.
  live_display();
  live_display(const live_display&) = delete;
  live_display& operator=(const live_display&) = delete;
  ~live_display();

  /// The line in place of the last one; nothing is written where it is the same.
  void show(std::string_view line);
  /// Takes it away; another may follow.
  void clear();

 private:
  std::string shown_;
};

}  // namespace sluice
