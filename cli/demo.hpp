// `sluice demo`: the main job with nothing to configure: an embedded org of 1,462 objects, harvested over a real socket
// while the workers find out what it bears. With --compare the same org is harvested at fixed speeds too (compare.hpp).
#pragma once

#include "cli/harvest_options.hpp"

#include <chrono>
#include <memory>
#include <string>

#include <CLI/App.hpp>

namespace sluice {

namespace orgsim {
class server;
}

struct demo_options {
  harvest_options harvest;
  std::string profile = "demo";
  std::size_t objects = 1462;
  std::uint64_t seed = 1;
  bool compare = false;
  std::chrono::seconds seconds_each{35};  ///< of the compared runs
};

/// The demo's org, answering; it ends with the object.
[[nodiscard]] result<std::unique_ptr<orgsim::server>> start_embedded_org(const demo_options& options);

void declare(CLI::App& command, demo_options& options);
[[nodiscard]] int run_demo(const demo_options& options);

}  // namespace sluice
