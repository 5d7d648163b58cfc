// Where what a program remembers from run to run belongs on this machine.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace sluice {

/// What the environment says; empty where it doesn't.
struct state_places {
  std::string_view state_directory;  ///< STATE_DIRECTORY: systemd's StateDirectory=, the first where there are several
  std::string_view xdg_state_home;   ///< XDG_STATE_HOME
  std::string_view home;             ///< HOME
};

/// The first of the three that is named by a whole path, as the XDG Base Directory Specification asks; the two of the
/// user's have `sluice` in them. Nothing: there is none. Pure.
[[nodiscard]] std::optional<std::filesystem::path> state_folder(const state_places& places);

/// Of this process's environment, which is not to be changed while they are used.
[[nodiscard]] state_places places_of_environment();

}  // namespace sluice
