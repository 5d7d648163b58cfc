#include "library/sqlite_store.hpp"

#include "library/run_files.hpp"
#include "library/store_schema.hpp"

#include <cassert>
#include <cerrno>
#include <utility>

#include <fmt/core.h>
#include <sys/stat.h>

namespace sluice {
namespace {

// As part.state holds it: 0 for a payload, else the gap counted from 1.
std::int64_t state_of(const answer& a) {
  return a.missing ? 1 + static_cast<std::int64_t>(*a.missing) : 0;
}

constexpr const char* gitignore = "library.db*\nlibrary.lock\n*.log\nsummary.json\nseries.csv\n.*.tmp\n";

/// The user's own .gitignore stays as it is.
result<void> prepare_folder(const std::filesystem::path& folder) {
  std::error_code ec;
  if (!std::filesystem::is_directory(folder, ec)) {
    const auto above = std::filesystem::absolute(folder, ec).lexically_normal();
    std::filesystem::create_directories((above.has_filename() ? above : above.parent_path()).parent_path(), ec);
    if (::mkdir(folder.c_str(), 0700) != 0) {
      error e = file_error("cannot make the output folder", folder, errno);
      e.kept = "nothing was changed";
      return e;
    }
  }
  return {};
}

}  // namespace

std::chrono::sys_seconds system_time() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

sqlite_store::sqlite_store(std::filesystem::path folder, run_shape shape, wall_clock now, folder_lock lock, database db)
    : folder_(std::move(folder)),
      shape_(std::move(shape)),
      now_(std::move(now)),
      lock_(std::move(lock)),
      db_(std::move(db)) {}

result<std::unique_ptr<sqlite_store>> sqlite_store::open(const std::filesystem::path& folder, run_shape shape,
                                                         wall_clock now) {
  if (auto made = prepare_folder(folder); !made) return made.error();
  auto lock = folder_lock::take(folder);
  if (!lock) return lock.error();
  const auto file = folder / "library.db";
  auto db = database::open(file);
  if (!db) return db.error();
  if (auto ready = prepare_store(*db, file); !ready) return ready.error();
  if (!std::filesystem::exists(folder / ".gitignore")) {
    if (auto written = write_file_atomically(folder / ".gitignore", gitignore); !written) return written.error();
  }
  std::unique_ptr<sqlite_store> made(
      new sqlite_store(folder, std::move(shape), std::move(now), std::move(*lock), std::move(*db)));
  if (auto ready = made->prepare(); !ready) return ready.error();
  return made;
}

result<void> sqlite_store::prepare() {
  const std::pair<statement*, const char*> statements[] = {
      {&sql_.put,
       "INSERT INTO part (object, part, run, state, attempts, packing, payload, reason, fetched_at) "
       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (object, part) DO UPDATE SET run = ?3, state = ?4, "
       "attempts = ?5, packing = ?6, payload = ?7, reason = ?8, fetched_at = ?9"},
      {&sql_.recall,
       "SELECT part, state, attempts, packing, payload, reason FROM part WHERE object = ? AND run = ? ORDER BY part"},
      {&sql_.put_original, "INSERT INTO original (set_id, object, packing, entry) VALUES (?, ?, ?, ?)"},
      {&sql_.original, "SELECT packing, entry FROM original WHERE set_id = ? AND object = ?"},
  };
  for (const auto& [where, sql] : statements) {
    auto made = db_.prepare(sql);
    if (!made) return made.error();
    *where = std::move(*made);
  }
  // The shape, where SQL can see it; gone with the connection.
  if (auto made =
          db_.run("PRAGMA temp_store = MEMORY; CREATE TEMP TABLE shape (part TEXT PRIMARY KEY, is_stats INTEGER)");
      !made) {
    return made;
  }
  auto insert = db_.prepare("INSERT INTO temp.shape VALUES (?, ?)");
  if (!insert) return insert.error();
  for (const auto& p : shape_) {
    if (auto done = insert->execute(std::string_view(p.name.str()), std::int64_t{p.is_stats}); !done) return done;
  }
  return {};
}

result<void> sqlite_store::plan(std::span<const object_name> objects) {
  assert(run_);
  auto change = transaction::begin(db_);
  if (!change) return change.error();
  if (auto done = db_.run("DELETE FROM plan"); !done) return done;
  auto insert = db_.prepare("INSERT INTO plan (ordinal, object) VALUES (?, ?)");
  if (!insert) return insert.error();
  std::int64_t ordinal = 0;
  for (const auto& object : objects) {
    if (auto done = insert->execute(++ordinal, std::string_view(object.str())); !done) return done;
  }
  return change->commit();
}

result<std::vector<object_name>> sqlite_store::complete() {
  assert(run_);
  return names(
      "SELECT object FROM plan WHERE (SELECT count(*) FROM part JOIN temp.shape USING (part) "
      "WHERE part.object = plan.object AND part.run = ?) = (SELECT count(*) FROM temp.shape) ORDER BY ordinal",
      run_->id);
}

result<void> sqlite_store::put(std::span<const stored_part> parts) {
  assert(run_);
  const auto at = now_().time_since_epoch().count();
  auto change = transaction::begin(db_);
  if (!change) return change.error();
  for (const auto& p : parts) {
    if (auto done = put_one(p, at); !done) return done;
  }
  return change->commit();
}

result<void> sqlite_store::put_one(const stored_part& p, std::int64_t at) {
  const auto packed = packer_.pack(p.content.payload);
  return sql_.put.execute(std::string_view(p.object.str()), std::string_view(p.part.str()), run_->id,
                          state_of(p.content), std::int64_t{p.attempts}, static_cast<std::int64_t>(packed.form),
                          blob_view{packed.bytes}, std::string_view(p.content.reason), at);
}

result<std::vector<stored_part>> sqlite_store::recall(const object_name& object) {
  assert(run_);
  std::vector<stored_part> parts;
  sql_.recall.start(std::string_view(object.str()), run_->id);
  for (;;) {
    const auto row = sql_.recall.next();
    if (!row) return row.error();
    if (!*row) return parts;
    auto p = read_part(object);
    if (!p) {
      sql_.recall.finish();
      return p.error();
    }
    parts.push_back(std::move(*p));
  }
}

result<stored_part> sqlite_store::read_part(const object_name& object) {
  const auto& row = sql_.recall;
  stored_part p{object, call_kind(row.text(0)), {}, static_cast<std::uint32_t>(row.integer(2))};
  if (const auto state = row.integer(1); state != 0) p.content.missing = static_cast<gap>(state - 1);
  auto payload = packer_.unpack(static_cast<packing>(row.integer(3)), row.bytes(4));
  if (!payload) {
    error e = payload.error();
    e.about = object.str() + ", part " + p.part.str();
    return e;
  }
  p.content.payload = std::move(*payload);
  p.content.reason = row.text(5);
  return p;
}

result<std::vector<object_name>> sqlite_store::names(std::string_view query, std::optional<std::int64_t> key) {
  auto rows = db_.prepare(query);
  if (!rows) return rows.error();
  key ? rows->start(*key) : rows->start();
  std::vector<object_name> found;
  for (;;) {
    const auto row = rows->next();
    if (!row) return row.error();
    if (!*row) return found;
    found.emplace_back(rows->text(0));
  }
}

}  // namespace sluice
