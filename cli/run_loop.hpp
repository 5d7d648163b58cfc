// The main thread of a run: sleeps until a second has passed, a signal comes, or the run has ended; and wakes between
// for a display's frames, where there is a display.
#pragma once

#include "protocol/messages.hpp"

#include <functional>
#include <memory>

namespace sluice {

class run_loop {
 public:
  struct hooks {
    std::function<void()> every_second;
    std::function<void()> every_frame;               ///< may be empty: nothing is drawn
    std::function<void(exit_code)> on_first_signal;  ///< SIGINT or SIGTERM; a second one ends the process at once
    std::function<void()> before_exit;               ///< which this then is the last thing to do
    std::function<void()> on_status_asked;           ///< SIGUSR1
  };

  explicit run_loop(hooks h);
  ~run_loop();

  /// From any thread: the run has ended. Once.
  void ended(run_ended how);
  [[nodiscard]] run_ended run();

 private:
  struct state;
  std::shared_ptr<state> state_;
};

}  // namespace sluice
