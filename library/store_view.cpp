#include "library/store_view.hpp"

#include "library/database.hpp"
#include "library/store_schema.hpp"

#include <vector>

#include <fmt/core.h>
#include <sys/stat.h>

namespace sluice {
namespace {

constexpr const char* nothing_changed = "nothing was changed";
/// Tries to read a store whose journal comes or goes meanwhile.
constexpr int tries = 5;

/// What a journal that was written, or files that were replaced, can be known by.
struct file_stamp {
  off_t size = -1;
  timespec written{};

  friend bool operator==(const file_stamp& a, const file_stamp& b) {
    return a.size == b.size && a.written.tv_sec == b.written.tv_sec && a.written.tv_nsec == b.written.tv_nsec;
  }
};

file_stamp stamp_of(const std::filesystem::path& file) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) return {};
  return {.size = facts.st_size, .written = facts.st_mtim};
}

/// The parts that the run asks, as a JSON array: as it noted, or (a store before this was noted) those it has found.
constexpr std::string_view asks_query =
    "SELECT coalesce((SELECT value FROM fact WHERE name = 'asks'), "
    "(SELECT json_group_array(DISTINCT part) FROM part WHERE run = ?1 AND object <> ''))";

// state 4: failed (store_schema.cpp).
constexpr std::string_view objects_query =
    "SELECT count(*), sum(had = asked AND failed = 0), sum(had = asked AND failed BETWEEN 1 AND asked - 1), "
    "sum(had = asked AND failed = asked), sum(had < asked AND had > 0) FROM "
    "(SELECT count(part.part) AS had, count(*) FILTER (WHERE part.state = 4) AS failed, "
    "max(json_array_length(?2), 1) AS asked FROM plan LEFT JOIN part ON part.object = plan.object AND part.run = ?1 "
    "AND part.part IN (SELECT value FROM json_each(?2)) GROUP BY plan.ordinal)";

constexpr std::string_view gaps_query =
    "SELECT state, count(*) FROM part JOIN plan USING (object) WHERE run = ? AND state > 0 GROUP BY state";

constexpr std::string_view failures_query =
    "SELECT part, reason, object FROM part JOIN plan USING (object) WHERE run = ? AND state = 4 ORDER BY part.id";

struct failed_part {
  std::string part;
  std::string reason;
  std::string object;
};

class viewer {
 public:
  explicit viewer(database& db) : db_(db) {}

  [[nodiscard]] const std::vector<failed_part>& failed() const { return failed_; }

  result<store_view> view() {
    if (auto begun = db_.run("BEGIN"); !begun) return begun.error();
    const auto version = db_.number("PRAGMA user_version");
    if (!version) return version.error();
    store_view seen{.version = static_cast<int>(*version)};
    if (seen.version == 0 || seen.version > store_version) return seen;
    if (auto read = facts(seen); !read) return read.error();
    if (auto read = last_run(seen); !read) return read.error();
    return seen;
  }

 private:
  result<void> facts(store_view& seen) {
    auto query = db_.prepare("SELECT name, value FROM fact WHERE name IN ('organization_id', 'instance_url')");
    if (!query) return query.error();
    query->start();
    return each(*query, [&] {
      (query->bytes(0) == "instance_url" ? seen.instance_url : seen.organization_id) = query->text(1);
    });
  }

  result<void> last_run(store_view& seen) {
    auto query = db_.prepare("SELECT id, as_of, finished FROM run ORDER BY id DESC LIMIT 1");
    if (!query) return query.error();
    const auto row = query->next();
    if (!row) return row.error();
    if (!*row) return {};
    const std::int64_t id = query->integer(0);
    stored_run run{.as_of = query->text(1), .finished = query->integer(2) != 0};
    query->finish();
    run.id = fmt::format("{}.{}", run.as_of, id);
    if (auto read = objects(id, run); !read) return read;
    if (auto read = gaps(id, run); !read) return read;
    seen.run = std::move(run);
    return failures(id);
  }

  result<void> objects(std::int64_t id, stored_run& run) {
    auto asks = db_.prepare(asks_query);
    if (!asks) return asks.error();
    asks->start(id);
    if (const auto row = asks->next(); !row) return row.error();
    auto query = db_.prepare(objects_query);
    if (!query) return query.error();
    query->start(id, asks->bytes(0));
    if (const auto row = query->next(); !row) return row.error();
    const auto count = [&](int column) { return static_cast<std::uint64_t>(query->integer(column)); };
    run.objects = {.total = count(0), .done = count(1), .partial = count(2), .failed = count(3), .begun = count(4)};
    run.objects.left = run.objects.total - run.objects.done - run.objects.partial - run.objects.failed;
    return {};
  }

  result<void> gaps(std::int64_t id, stored_run& run) {
    auto query = db_.prepare(gaps_query);
    if (!query) return query.error();
    query->start(id);
    return each(*query, [&] {
      const auto kind = static_cast<std::size_t>(query->integer(0) - 1);
      if (kind < run.gaps.size()) run.gaps[kind] = static_cast<std::uint64_t>(query->integer(1));
    });
  }

  result<void> failures(std::int64_t id) {
    auto query = db_.prepare(failures_query);
    if (!query) return query.error();
    query->start(id);
    return each(*query, [&] { failed_.push_back({query->text(0), query->text(1), query->text(2)}); });
  }

  template <class Row>
  result<void> each(statement& query, Row row) {
    for (;;) {
      const auto more = query.next();
      if (!more) return more.error();
      if (!*more) return {};
      row();
    }
  }

  database& db_;
  std::vector<failed_part> failed_;
};

result<store_view> judged(store_view seen, const std::filesystem::path& file) {
  if (seen.version <= store_version) return seen;
  return error{
      exit_code::bad_usage,
      fmt::format("the store is of version {}, and this program knows versions up to {}", seen.version, store_version),
      file.string(), nothing_changed, "use the newer sluice"};
}

error no_store(const std::filesystem::path& folder) {
  std::error_code ec;
  const bool is_folder = std::filesystem::is_directory(folder, ec);
  return {exit_code::bad_usage,
          is_folder ? "no harvest has been here: there is no library.db" : "there is no such folder", folder.string(),
          nothing_changed, "name the folder that a harvest's -o named"};
}

}  // namespace

// A store at rest has no journal, and is read as a file that nobody writes, which needs no lock of any kind. Where one
// comes while it is read, what was read counts for nothing.
result<store_view> view_store(const std::filesystem::path& folder, const failure_listener& failure) {
  const auto file = folder / "library.db";
  const auto at_rest = [journal = folder / "library.db-wal"] { return stamp_of(journal).size <= 0; };
  if (stamp_of(file).size < 0) return no_store(folder);
  result<store_view> seen = store_view{};
  for (int n = 0; n < tries; ++n) {
    const file_stamp before = stamp_of(file);
    const bool rested = at_rest();
    auto db = database::open_to_read(file, rested);
    if (!db) return db.error();
    viewer look(*db);
    seen = look.view();
    if (!seen || (rested && (stamp_of(file) != before || !at_rest()))) continue;
    for (const failed_part& f : look.failed()) failure(f.part, f.reason, f.object);
    return judged(std::move(*seen), file);
  }
  return seen;
}

}  // namespace sluice
