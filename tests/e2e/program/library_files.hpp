// What a harvest leaves for its user, to be compared with that of another run.
#pragma once

#include <map>
#include <string>

namespace sluice::e2e {

/// The texts of schema.json and of all in objects/, by their paths in the folder.
[[nodiscard]] std::map<std::string, std::string> library_of(const std::string& folder);

/// Checks that both folders hold the same library, byte for byte, and tells which files don't agree.
void check_same_library(const std::string& folder, const std::string& expected);

}  // namespace sluice::e2e
