// What the store of a folder tells of its last run, read beside whoever works in the folder, or after.
//
// Nothing is changed and nobody is held up: no lock of the folder is taken, no file is made, written or brought up to
// date, and a folder that only may be read is enough. What is told is one moment of the store.
#pragma once

#include "protocol/error.hpp"
#include "protocol/outcome.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

/// The objects of the plan, each in one of these but for `begun`.
struct stored_objects {
  std::uint64_t total = 0;
  std::uint64_t done = 0;
  std::uint64_t partial = 0;  ///< all parts have ended, some as failed
  std::uint64_t failed = 0;   ///< all parts have failed
  std::uint64_t left = 0;
  std::uint64_t begun = 0;  ///< of those left: some parts are there
};

struct stored_run {
  std::string id;
  std::string as_of;      ///< its day in UTC, YYYY-MM-DD
  bool finished = false;  ///< the library's files are those of this run
  stored_objects objects;
  std::array<std::uint64_t, 4> gaps{};  ///< object-parts, by `gap`
};

struct store_view {
  int version = 0;
  std::string organization_id;
  std::string instance_url;
  std::optional<stored_run> run;  ///< nothing: none has logged in yet
};

using failure_listener = std::function<void(std::string_view part, std::string_view reason, std::string_view object)>;

/// `failure` hears of every failed part of the run's objects. Errors: bad_usage where the folder has no store, or one
/// of a newer version; could_not_go_on where it can't be read.
[[nodiscard]] result<store_view> view_store(const std::filesystem::path& folder, const failure_listener& failure);

}  // namespace sluice
