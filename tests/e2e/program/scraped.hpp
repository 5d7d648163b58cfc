// A running harvest's metrics, as a scraper gets them.
#pragma once

#include "tests/e2e/program/process.hpp"

#include <map>
#include <string>

namespace sluice::e2e {

/// The page at the address; empty where none comes.
[[nodiscard]] std::string fetched(const std::string& url);

/// Where the harvest says in its log that its metrics are; waits for that, empty if it ends first.
[[nodiscard]] std::string metrics_address(const process& harvest, const std::string& log_file);

/// The values by series (name and labels) of a text in Prometheus's format.
[[nodiscard]] std::map<std::string, std::string> samples_in(const std::string& text);

}  // namespace sluice::e2e
