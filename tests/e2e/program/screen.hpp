// A terminal that a test looks at: tmux on a socket of the test's own, with one pane, in which a command runs.
#pragma once

#include "tests/e2e/program/process.hpp"

#include <string>
#include <vector>

namespace sluice::e2e {

class screen {
 public:
  /// `words`: the arguments of sluice. After its end the pane shows "exit CODE" below all else. `told_columns`: what
  /// the terminal says of its width, where that is not so.
  screen(const std::vector<std::string>& words, std::size_t columns, const environment& extra,
         std::size_t told_columns = 0);
  ~screen();
  screen(const screen&) = delete;
  screen& operator=(const screen&) = delete;

  /// What the pane shows, without the blank lines at its end; each call lets a display draw once more before.
  [[nodiscard]] std::string text() const;
  /// What it shows once `shows` is in it, or at its command's end.
  [[nodiscard]] std::string text_with(const std::string& shows) const;
  [[nodiscard]] std::string text_at_end() const { return text_with("\nexit "); }
  /// Each byte that the command writes from now on goes into this file too.
  void record(const std::string& file) const;
  void resize(std::size_t columns) const;
  void press(const std::string& key) const;

 private:
  [[nodiscard]] std::string tmux(const std::string& command) const;
  temporary_folder folder_;
};

}  // namespace sluice::e2e
