// The program under test as a user would run it: started, read from, waited for, killed.
#pragma once

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace sluice::e2e {

struct ended_process {
  int exit_code = -1;  ///< 128 + signal where a signal ended it
  std::string out;
  std::string err;
  bool left_core = false;
  long wake_ups = 0;  ///< times that a thread of it had waited for something
};

using environment = std::map<std::string, std::string>;

/// A folder of the test's own, removed with it.
class temporary_folder {
 public:
  temporary_folder();
  ~temporary_folder();
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// A running `sluice`. Killed by its own pid if it outlives the object. What it remembers for another run goes with it,
/// unless `extra` names an XDG_STATE_HOME: runs of one test must not teach those of the next, nor the user's own.
class process {
 public:
  explicit process(const std::vector<std::string>& arguments, const environment& extra = {});
  ~process();
  process(const process&) = delete;
  process& operator=(const process&) = delete;

  /// The next line of its standard output; blocks.
  [[nodiscard]] std::string line();
  [[nodiscard]] bool running() const;
  [[nodiscard]] pid_t pid() const { return pid_; }
  void signal(int number) const { ::kill(pid_, number); }
  [[nodiscard]] ended_process wait();

 private:
  pid_t pid_ = -1;
  int out_ = -1;
  std::string out_text_;
  std::filesystem::path err_file_;
  temporary_folder state_;
};

[[nodiscard]] ended_process run(const std::vector<std::string>& arguments, const environment& extra = {});

}  // namespace sluice::e2e
