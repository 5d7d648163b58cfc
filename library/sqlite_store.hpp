// The store on disk: one SQLite database in the output folder, and the files that are made of it.
//
// Promises
//  1. What `put` has taken is on the disk when it returns; kill -9 and a power cut lose nothing of it.
//  2. One folder, one organisation, one run at a time: another's folder and a second run are refused (bad_usage).
//  3. After an error nothing of the failed call is in the store, and what was there can still be read.
//  4. `publish` holds one object at a time. The files depend on the plan, the shape and the parts alone: no clock, no
//     order of arrival. A crash in it leaves whole files only, and publishing again makes them all of one run.
//
// For one thread at a time. Every call may block.
#pragma once

#include "library/database.hpp"
#include "library/folder_lock.hpp"
#include "library/packing.hpp"
#include "library/run_shape.hpp"
#include "protocol/store.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

using wall_clock = std::function<std::chrono::sys_seconds()>;
[[nodiscard]] std::chrono::sys_seconds system_time();

/// An object's entry in --input, as JSON text.
struct original_entry {
  object_name object;
  std::string entry;
};

class sqlite_store final : public store {
 public:
  /// Makes the folder (0700) where there is none. `now` tells the run's day and when a part was fetched.
  [[nodiscard]] static result<std::unique_ptr<sqlite_store>> open(const std::filesystem::path& folder, run_shape shape,
                                                                  wall_clock now = system_time);

  [[nodiscard]] result<opened_run> open_run(const run_identity& who, resume_mode mode) override;
  // All of these REQUIRE an open run.
  [[nodiscard]] result<void> plan(std::span<const object_name> objects) override;
  [[nodiscard]] result<std::vector<object_name>> complete() override;
  [[nodiscard]] result<void> put(std::span<const stored_part> parts) override;
  [[nodiscard]] result<std::vector<stored_part>> recall(const object_name& object) override;
  /// An object of the plan that has no base (no entry, and its describe is a gap) gets no record; a file that an
  /// earlier run made of it stays. Files of objects that have left the plan go, where Sluice has written them.
  [[nodiscard]] result<published_files> publish() override;

  /// What the last `publish` removed, as names in objects/.
  [[nodiscard]] const std::vector<std::string>& removed_files() const { return removed_; }

  // Originals: the entries of --input. Those put since `open` become the run's with the next `open_run`, all at once,
  // and are never where that refuses; a run that is resumed without any keeps the ones it has; a fresh run then has
  // none.

  /// One transaction. REQUIRES: each object once.
  [[nodiscard]] result<void> put_originals(std::span<const original_entry> entries);
  /// Where this is the fingerprint of a schema.json that `publish` made of originals: these count again, as if they had
  /// been put, and their names in the order in which they were.
  [[nodiscard]] result<std::optional<std::vector<object_name>>> take_originals_behind(std::string_view schema);

  /// Those put or taken since `open` don't count after all.
  void drop_waiting_originals() { waiting_originals_.reset(); }

  /// A text that the program keeps in the folder's store for its next run, by name.
  [[nodiscard]] result<void> note(std::string_view name, std::string_view text);
  [[nodiscard]] result<std::optional<std::string>> noted(std::string_view name);

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  struct run_row {
    std::int64_t id = 0;
    std::string as_of;
    std::string user;  ///< empty: not known
    std::optional<std::int64_t> originals;
  };
  struct prepared {
    statement put;
    statement recall;
    statement put_original;
    statement original;
  };
  struct schema_writer;

  sqlite_store(std::filesystem::path folder, run_shape shape, wall_clock now, folder_lock lock, database db);
  [[nodiscard]] result<void> prepare();
  [[nodiscard]] result<void> check_organization(const run_identity& who);
  [[nodiscard]] result<void> check_user(const run_row& run, const run_identity& who) const;
  [[nodiscard]] result<void> remember(const run_identity& who);
  [[nodiscard]] result<std::optional<run_row>> last_run();
  [[nodiscard]] result<run_row> new_run(const run_identity& who);
  [[nodiscard]] result<void> go_on(const run_row& run, resume_mode mode);
  [[nodiscard]] result<void> settle_originals(run_row& run);
  [[nodiscard]] result<void> put_one(const stored_part& p, std::int64_t at);
  [[nodiscard]] result<stored_part> read_part(const object_name& object);
  [[nodiscard]] result<std::vector<object_name>> names(std::string_view query, std::optional<std::int64_t> key = {});
  [[nodiscard]] result<std::optional<std::string>> base_of(const object_name& object,
                                                           std::span<const stored_part> parts);
  [[nodiscard]] result<std::optional<std::string>> record_text(const object_name& object);
  [[nodiscard]] result<void> claim_files(std::span<const std::string> files);
  [[nodiscard]] result<void> put_schema_in_place(schema_writer& schema);
  [[nodiscard]] result<void> remove_gone(std::span<const std::string> files);
  [[nodiscard]] result<void> finish(std::string_view schema);

  std::filesystem::path folder_;
  run_shape shape_;
  wall_clock now_;
  folder_lock lock_;  // let go after the database is closed
  database db_;
  prepared sql_;
  packer packer_;
  std::optional<run_row> run_;
  std::optional<std::int64_t> waiting_originals_;  ///< the set put since `open`
  std::vector<std::string> removed_;
};

}  // namespace sluice
