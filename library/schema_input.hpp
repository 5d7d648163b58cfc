// Reads --input: {"objects": [{"name": ..., ...}, ...]}, other members allowed, one entry in memory at a time.
// Each entry, whole, becomes its object's original in the store, also where it carries the enrichment of an earlier
// run.
//
// Input and output may be one file. Then, so that Sluice doesn't read its own enrichment as original:
//  - Where the input is the output folder's own schema.json, and its text is the one that Sluice has published there
//  from
//    originals, those originals, which are in the store, win, and the file is not read as input. That goes by the text:
//    a schema.json that was edited or put there by another program since is new input like any other.
//  - Where it is the folder's own and new input, all its entries become originals, also beyond objects_max: publishing
//    replaces the file, and nothing that only it held may be lost.
#pragma once

#include "library/sqlite_store.hpp"
#include "protocol/error.hpp"
#include "protocol/names.hpp"

#include <cstddef>
#include <filesystem>
#include <limits>
#include <vector>

namespace sluice {

inline constexpr std::size_t all_objects = std::numeric_limits<std::size_t>::max();

/// The objects in the file's order, at most `objects_max`. To be called before `open_run`. With bad_usage for a file
/// that is missing, broken (with line and column), without an "objects" list, or with an entry without a name or with
/// the name of another; then no original of it counts.
[[nodiscard]] result<std::vector<object_name>> read_schema_input(const std::filesystem::path& file, sqlite_store& store,
                                                                 std::size_t objects_max = all_objects);

}  // namespace sluice
