// `sluice demo`: the main job with nothing to configure: an embedded org of 1,462 objects, harvested over a real socket
// while the workers find out what it bears.
#pragma once

#include "cli/harvest_options.hpp"

#include <string>

#include <CLI/App.hpp>

namespace sluice {

struct demo_options {
  harvest_options harvest;
  std::string profile = "demo";
  std::size_t objects = 1462;
  std::uint64_t seed = 1;
};

void declare(CLI::App& command, demo_options& options);
[[nodiscard]] int run_demo(const demo_options& options);

}  // namespace sluice
