// How a run talks: the options that every command with a run shares.
#pragma once

#include "cli/run_log.hpp"
#include "cli/talk/run_progress.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include <CLI/App.hpp>
#include <CLI/Error.hpp>

namespace sluice {

struct talk_options {
  progress_mode progress = progress_mode::automatic;
  /// Between whole lines of a run that somebody watches: no option, the demo sets it.
  std::optional<std::chrono::seconds> progress_interval;
  log_format format = log_format::text;
  std::string log_file;  ///< empty: sluice.log in the output folder
  bool quiet = false;
  bool verbose = false;
};

void declare(CLI::App& command, talk_options& options);

/// The mode of that name, or a CLI11 error that names those there are.
template <class Mode>
Mode one_of(const std::string& flag, const std::string& word, const std::map<std::string, Mode>& modes) {
  if (const auto it = modes.find(word); it != modes.end()) return it->second;
  std::string known;
  for (const auto& [name, mode] : modes) known += (known.empty() ? "" : ", ") + name;
  throw CLI::ValidationError(flag, word + " is not one of " + known);
}

}  // namespace sluice
