#include "cli/history/state_folder.hpp"

#include <cstdlib>

namespace sluice {

namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

}  // namespace

std::optional<std::filesystem::path> state_folder(const state_places& places) {
  const std::filesystem::path own = places.state_directory.substr(0, places.state_directory.find(':'));
  if (own.is_absolute()) return own;
  const std::filesystem::path users = places.xdg_state_home;
  if (users.is_absolute()) return users / "sluice";
  const std::filesystem::path home = places.home;
  if (home.is_absolute()) return home / ".local" / "state" / "sluice";
  return {};
}

state_places places_of_environment() {
  return {.state_directory = variable("STATE_DIRECTORY"),
          .xdg_state_home = variable("XDG_STATE_HOME"),
          .home = variable("HOME")};
}

}  // namespace sluice
