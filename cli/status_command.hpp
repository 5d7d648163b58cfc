// `sluice status DIR`: how far the harvest in a folder is, while it goes on or after, from the folder alone.
#pragma once

#include <string>

#include <CLI/App.hpp>

namespace sluice {

struct status_options {
  std::string folder = "output";
  bool json = false;
};

void declare(CLI::App& command, status_options& options);
/// Words or JSON on stdout. Gives the exit code: 0 where the folder could be read, whatever it tells.
[[nodiscard]] int run_status(const status_options& options);

}  // namespace sluice
