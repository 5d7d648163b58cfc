// The store's tables. `prepare_store` brings a new or an older database to the form that this program uses, and refuses
// a newer one.
#pragma once

#include "library/database.hpp"

namespace sluice {

/// Kept in SQLite's user_version.
inline constexpr int store_version = 2;

/// With bad_usage where a newer version of Sluice has written the file.
[[nodiscard]] result<void> prepare_store(database& db, const std::filesystem::path& file);

}  // namespace sluice
