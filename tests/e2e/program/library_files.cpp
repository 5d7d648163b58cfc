#include "tests/e2e/program/library_files.hpp"

#include "tests/e2e/program/org.hpp"

#include <filesystem>

#include <doctest/doctest.h>

namespace sluice::e2e {

std::map<std::string, std::string> library_of(const std::string& folder) {
  std::map<std::string, std::string> files;
  if (std::filesystem::exists(folder + "/schema.json")) files["schema.json"] = text_of(folder + "/schema.json");
  if (!std::filesystem::exists(folder + "/objects")) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder + "/objects")) {
    files["objects/" + entry.path().filename().string()] = text_of(entry.path().string());
  }
  return files;
}

void check_same_library(const std::string& folder, const std::string& expected) {
  const auto found = library_of(folder);
  const auto right = library_of(expected);
  CHECK(found.size() == right.size());
  std::string differ;
  for (const auto& [name, text] : right) {
    const auto it = found.find(name);
    if (it == found.end() || it->second != text) differ += name + " ";
  }
  CHECK(differ == "");
}

}  // namespace sluice::e2e
