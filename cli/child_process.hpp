// Runs another program to its end and reads what it prints.
#pragma once

#include "protocol/error.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace sluice {

struct child_end {
  int exit_code = -1;  ///< 128 + signal where a signal ended it
  std::string out;
};

/// `words`: the program, looked up in PATH, and its arguments. It has no standard input, its standard error is dropped,
/// and its environment is ours without SLUICE_*. Errors: it can't be started (bad_usage, with the system's words), or
/// has not ended in time (out_of_reach; it is killed then).
[[nodiscard]] result<child_end> run_child(const std::vector<std::string>& words, std::chrono::milliseconds time_out);

}  // namespace sluice
