// How a run begins or goes on, and which entries of --input are its own.
#include "library/sqlite_store.hpp"

#include <cassert>

#include <fmt/core.h>

namespace sluice {
namespace {

std::string day_of(std::chrono::sys_seconds time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

/// Salesforce writes an id with 15 characters or with 18, of which the last three only check the others.
bool same_organization(std::string_view a, std::string_view b) {
  const auto significant = [](std::string_view id) { return id.size() == 18 ? id.substr(0, 15) : id; };
  return significant(a) == significant(b);
}

}  // namespace

result<opened_run> sqlite_store::open_run(const run_identity& who, resume_mode mode) {
  auto change = transaction::begin(db_);
  if (!change) return change.error();
  if (auto same = check_organization(who); !same) return same.error();
  if (auto done = remember(who); !done) return done.error();
  auto last = last_run();
  if (!last) return last.error();
  const bool resumed = mode != resume_mode::fresh && last->has_value();
  result<run_row> run = resumed ? result<run_row>(**last) : new_run(who);
  if (!run) return run.error();
  if (resumed) {
    if (auto same = check_user(*run, who); !same) return same.error();
    if (auto done = go_on(*run, mode); !done) return done.error();
  }
  if (auto done = settle_originals(*run); !done) return done.error();
  if (auto done = change->commit(); !done) return done.error();
  run_ = *run;
  waiting_originals_.reset();
  return opened_run{fmt::format("{}.{}", run->as_of, run->id), run->as_of, resumed};
}

result<void> sqlite_store::check_organization(const run_identity& who) {
  const auto held = noted("organization_id");
  if (!held) return held.error();
  if (!*held || same_organization(**held, who.organization_id)) return {};
  return error{
      exit_code::bad_usage,
      fmt::format("the folder holds organisation {}, and this run is of organisation {}", **held, who.organization_id),
      folder_.string(), "nothing was changed", "name another folder with -o, or log in to the folder's org"};
}

// Whoever else goes on with it would mix what two users may see. A login that names no user is taken at its word.
result<void> sqlite_store::check_user(const run_row& run, const run_identity& who) const {
  if (run.user.empty() || who.user.empty() || run.user == who.user) return {};
  return error{exit_code::bad_usage,
               fmt::format("the run was begun as user {}, and this login is that of user {}", run.user, who.user),
               folder_.string(), "nothing was changed", "log in as the first, or begin a new run without --resume"};
}

result<void> sqlite_store::remember(const run_identity& who) {
  if (auto done = note("organization_id", who.organization_id); !done) return done;
  return note("instance_url", who.instance_url);
}

result<void> sqlite_store::note(std::string_view name, std::string_view text) {
  auto put = db_.prepare("INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  if (!put) return put.error();
  return put->execute(name, text);
}

result<std::optional<std::string>> sqlite_store::noted(std::string_view name) {
  auto query = db_.prepare("SELECT value FROM fact WHERE name = ?");
  if (!query) return query.error();
  query->start(name);
  const auto row = query->next();
  if (!row) return row.error();
  return *row ? std::optional(query->text(0)) : std::nullopt;
}

result<std::optional<sqlite_store::run_row>> sqlite_store::last_run() {
  auto query = db_.prepare("SELECT id, as_of, originals, user FROM run ORDER BY id DESC LIMIT 1");
  if (!query) return query.error();
  const auto row = query->next();
  if (!row) return row.error();
  if (!*row) return std::optional<run_row>{};
  run_row last{.id = query->integer(0), .as_of = query->text(1), .user = query->text(3)};
  if (!query->is_null(2)) last.originals = query->integer(2);
  return std::optional(last);
}

result<sqlite_store::run_row> sqlite_store::new_run(const run_identity& who) {
  run_row run{.as_of = day_of(now_()), .user = who.user};
  auto insert = db_.prepare("INSERT INTO run (as_of, user, api_version) VALUES (?, ?, ?)");
  if (!insert) return insert.error();
  if (auto done =
          insert->execute(std::string_view(run.as_of), std::string_view(run.user), std::string_view(who.api_version));
      !done) {
    return done.error();
  }
  run.id = db_.last_row();
  return run;
}

result<void> sqlite_store::go_on(const run_row& run, resume_mode mode) {
  auto reopen = db_.prepare("UPDATE run SET finished = 0 WHERE id = ?");
  auto forget = db_.prepare("DELETE FROM part WHERE run = ? AND state = ?");
  auto set_aside = db_.prepare(
      "UPDATE part SET run = NULL WHERE run = ? AND part NOT IN (SELECT part FROM temp.shape WHERE is_stats)");
  if (!reopen) return reopen.error();
  if (!forget) return forget.error();
  if (!set_aside) return set_aside.error();
  if (auto done = reopen->execute(run.id); !done) return done;
  if (auto done = forget->execute(run.id, 1 + static_cast<std::int64_t>(gap::failed)); !done) return done;
  return mode == resume_mode::stats_only ? set_aside->execute(run.id) : result<void>{};
}

result<void> sqlite_store::settle_originals(run_row& run) {
  if (waiting_originals_) run.originals = waiting_originals_;
  auto own = db_.prepare("UPDATE run SET originals = CASE id WHEN ?1 THEN ?2 END WHERE originals NOT NULL OR id = ?1");
  if (!own) return own.error();
  if (auto done = own->execute(run.id, run.originals); !done) return done;
  return db_.run(
      "DELETE FROM original_set WHERE id NOT IN (SELECT originals FROM run WHERE originals NOT NULL "
      "UNION SELECT originals FROM published WHERE originals NOT NULL)");
}

result<void> sqlite_store::put_originals(std::span<const original_entry> entries) {
  auto change = transaction::begin(db_);
  if (!change) return change.error();
  auto set = waiting_originals_;
  if (!set) {
    if (auto done = db_.run("INSERT INTO original_set DEFAULT VALUES"); !done) return done;
    set = db_.last_row();
  }
  for (const auto& e : entries) {
    const auto packed = packer_.pack(e.entry);
    if (auto done = sql_.put_original.execute(*set, std::string_view(e.object.str()),
                                              static_cast<std::int64_t>(packed.form), blob_view{packed.bytes});
        !done) {
      return done;
    }
  }
  if (auto done = change->commit(); !done) return done;
  waiting_originals_ = set;
  return {};
}

result<std::optional<std::vector<object_name>>> sqlite_store::take_originals_behind(std::string_view schema) {
  auto query = db_.prepare("SELECT originals FROM published WHERE fingerprint = ? AND originals NOT NULL");
  if (!query) return query.error();
  query->start(schema);
  const auto row = query->next();
  if (!row) return row.error();
  if (!*row) return std::optional<std::vector<object_name>>{};
  waiting_originals_ = query->integer(0);
  auto found = names("SELECT object FROM original WHERE set_id = ? ORDER BY id", waiting_originals_);
  if (!found) return found.error();
  return std::optional(std::move(*found));
}

}  // namespace sluice
