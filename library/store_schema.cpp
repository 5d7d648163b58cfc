#include "library/store_schema.hpp"

#include <array>
#include <cstddef>

#include <fmt/core.h>

namespace sluice {
namespace {

// `user` (empty: the login did not tell) and `api_version` are those that the run began with.
// One row of `run` has the highest id: the run that the store holds. A part belongs to the run that fetched it; parts
// of earlier runs (and those that count for none: NULL) stay until they are overwritten, and are no result of this run.
// The fact `asks` names the parts that the last run asks. Surveys are parts of the object ''.
// `original` holds entries of --input; a run that read none has no set of them.
// `published` tells which originals are behind the schema.json in the folder (two rows while it is being replaced).
// `file` names every record that may stand in objects/, so that none but Sluice's own files are ever removed.
constexpr const char* tables = R"sql(
CREATE TABLE fact (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE original_set (
  id INTEGER PRIMARY KEY AUTOINCREMENT
);
CREATE TABLE original (
  id INTEGER PRIMARY KEY,
  set_id INTEGER NOT NULL REFERENCES original_set (id) ON DELETE CASCADE,
  object TEXT NOT NULL,
  packing INTEGER NOT NULL,
  entry BLOB NOT NULL,
  UNIQUE (set_id, object)
);
CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  as_of TEXT NOT NULL,
  finished INTEGER NOT NULL DEFAULT 0,
  originals INTEGER REFERENCES original_set (id),
  user TEXT NOT NULL DEFAULT '',
  api_version TEXT NOT NULL DEFAULT ''
);
CREATE TABLE published (
  fingerprint TEXT PRIMARY KEY,
  originals INTEGER REFERENCES original_set (id)
) WITHOUT ROWID;
CREATE TABLE plan (
  ordinal INTEGER PRIMARY KEY,
  object TEXT NOT NULL UNIQUE
);
CREATE TABLE part (
  id INTEGER PRIMARY KEY,
  object TEXT NOT NULL,
  part TEXT NOT NULL,
  run INTEGER REFERENCES run (id),
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  packing INTEGER NOT NULL,
  payload BLOB NOT NULL,
  reason TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  UNIQUE (object, part)
);
CREATE TABLE file (
  name TEXT PRIMARY KEY
) WITHOUT ROWID;
)sql";

// Version 1 knew the user and the API version of the last login only.
constexpr const char* from_1_to_2 = R"sql(
ALTER TABLE run ADD COLUMN user TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN api_version TEXT NOT NULL DEFAULT '';
UPDATE run SET user = coalesce((SELECT value FROM fact WHERE name = 'user'), ''),
  api_version = coalesce((SELECT value FROM fact WHERE name = 'api_version'), '');
DELETE FROM fact WHERE name IN ('user', 'api_version');
)sql";

// The first makes version 2 of version 1.
constexpr std::array steps{from_1_to_2};
static_assert(steps.size() == store_version - 1);

result<void> bring_up_to_date(database& db, std::size_t version) {
  if (version == 0) return db.run(tables);
  for (std::size_t from = version; from < store_version; ++from) {
    if (auto done = db.run(steps.at(from - 1)); !done) return done;
  }
  return {};
}

}  // namespace

result<void> prepare_store(database& db, const std::filesystem::path& file) {
  const auto version = db.number("PRAGMA user_version");
  if (!version) return version.error();
  if (*version > store_version) {
    return error{
        exit_code::bad_usage,
        fmt::format("the store is of version {}, and this program knows versions up to {}", *version, store_version),
        file.string(), "nothing was changed", "use the newer sluice, or another folder with -o"};
  }
  // FULL: a commit is on the disk when it returns, also through a power cut.
  if (auto set = db.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON"); !set) {
    return set;
  }
  if (*version == store_version) return {};
  auto change = transaction::begin(db);
  if (!change) return change.error();
  if (auto made = bring_up_to_date(db, static_cast<std::size_t>(*version)); !made) return made;
  if (auto set = db.run(fmt::format("PRAGMA user_version = {}", store_version).c_str()); !set) return set;
  return change->commit();
}

}  // namespace sluice
