// `sluice orgsim`: the simulated org alone, until a signal ends it.
#pragma once

#include "orgsim/server.hpp"

#include <cstdint>
#include <string>

#include <CLI/App.hpp>

namespace sluice {

struct orgsim_options {
  orgsim::options server;
  std::string schema;
  bool list_profiles = false;
  std::string show_profile;
};

void declare(CLI::App& command, orgsim_options& options);
[[nodiscard]] int run_orgsim(const orgsim_options& options);

}  // namespace sluice
