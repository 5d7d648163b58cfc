// From the store to the files.
//
// On durability: syncing each file by itself would take minutes for 100,000. So records are written
// in batches (run_files.hpp), the folder is synced once after the last one, and the run is marked as finished after
// that. A crash before leaves old and new records side by side, each of them whole, and an unfinished run, which
// --resume publishes again.
#include "library/file_names.hpp"
#include "library/fingerprint.hpp"
#include "library/json_text.hpp"
#include "library/record.hpp"
#include "library/run_files.hpp"
#include "library/sqlite_store.hpp"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <unistd.h>
#include <unordered_set>

#include <fmt/core.h>
#include <sys/stat.h>

namespace sluice {
namespace {

result<void> prepare_objects_folder(const std::filesystem::path& objects) {
  if (::mkdir(objects.c_str(), 0700) != 0 && errno != EEXIST) {
    return file_error("cannot make the folder", objects, errno);
  }
  // What a crash has left of files on their way.
  std::error_code ec;
  std::vector<std::filesystem::path> left;
  for (const auto& entry : std::filesystem::directory_iterator(objects, ec)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with('.') && name.ends_with(".json.tmp")) left.push_back(entry.path());
  }
  for (const auto& path : left) std::filesystem::remove(path, ec);
  return {};
}

}  // namespace

/// schema.json, as it grows: {"objects": [record, ...]}.
struct sqlite_store::schema_writer {
  explicit schema_writer(pending_file f) : file(std::move(f)) {}

  result<void> add(std::string_view record) {
    text_ = count_++ == 0 ? "{\n  \"objects\": [\n    " : ",\n    ";
    for (const char c : record) {
      text_.push_back(c);
      if (c == '\n') text_.append("    ");
    }
    return write();
  }
  result<void> end() {
    text_ = count_ == 0 ? "{\n  \"objects\": []\n}\n" : "\n  ]\n}\n";
    return write();
  }

  pending_file file;
  fingerprint print;
  std::uint64_t bytes = 0;

 private:
  result<void> write() {
    print.add(text_);
    bytes += text_.size();
    return file.append(text_);
  }
  std::string text_;
  std::uint64_t count_ = 0;
};

result<published_files> sqlite_store::publish() {
  assert(run_);
  const auto objects = names("SELECT object FROM plan ORDER BY ordinal");
  if (!objects) return objects.error();
  std::vector<std::string> files;
  record_file_names file_names;
  for (const auto& object : *objects) files.push_back(file_names.next(object));

  const auto home = folder_ / "objects";
  if (auto done = prepare_objects_folder(home); !done) return done.error();
  if (auto done = claim_files(files); !done) return done.error();
  auto pending = pending_file::create(folder_ / "schema.json");
  if (!pending) return pending.error();
  schema_writer schema(std::move(*pending));

  published_files made;
  file_batch batch;
  for (std::size_t i = 0; i < objects->size(); ++i) {
    auto record = record_text((*objects)[i]);
    if (!record) return record.error();
    if (!*record) continue;
    if (auto done = schema.add(**record); !done) return done.error();
    (*record)->push_back('\n');
    if (auto done = batch.add(home / files[i], **record); !done) return done.error();
    ++made.objects;
    made.bytes += (*record)->size();
  }
  if (auto done = batch.flush(); !done) return done.error();
  if (auto done = sync_folder(home); !done) return done.error();
  if (auto done = put_schema_in_place(schema); !done) return done.error();
  if (auto done = remove_gone(files); !done) return done.error();
  if (auto done = finish(schema.print.text()); !done) return done.error();
  made.bytes += schema.bytes;
  return made;
}

result<std::optional<std::string>> sqlite_store::record_text(const object_name& object) {
  const auto parts = recall(object);
  if (!parts) return parts.error();
  const auto base = base_of(object, *parts);
  if (!base) return base.error();
  if (!*base) return std::optional<std::string>{};
  const auto record = build_record(**base, shape_, *parts);
  if (!record) {
    error e = record.error();
    e.about = object.str();
    e.kept = "every answer is in the store";
    return e;
  }
  std::string text;
  write_json(text, *record, json_layout::pretty);
  return std::optional(std::move(text));
}

result<std::optional<std::string>> sqlite_store::base_of(const object_name& object,
                                                         std::span<const stored_part> parts) {
  if (run_->originals) {
    sql_.original.start(*run_->originals, std::string_view(object.str()));
    const auto row = sql_.original.next();
    if (!row) return row.error();
    if (*row) {
      auto entry = packer_.unpack(static_cast<packing>(sql_.original.integer(0)), sql_.original.bytes(1));
      sql_.original.finish();
      if (!entry) return entry.error();
      return std::optional(std::move(*entry));
    }
  }
  const auto describe = std::find_if(
      parts.begin(), parts.end(), [](const stored_part& p) { return p.part == describe_part && !p.content.missing; });
  return describe == parts.end() ? std::optional<std::string>{} : std::optional(describe->content.payload);
}

// Before the first record is written: so every record that may stand in the folder is known as ours.
result<void> sqlite_store::claim_files(std::span<const std::string> files) {
  auto change = transaction::begin(db_);
  if (!change) return change.error();
  auto insert = db_.prepare("INSERT OR IGNORE INTO file VALUES (?)");
  if (!insert) return insert.error();
  for (const auto& name : files) {
    if (auto done = insert->execute(std::string_view(name)); !done) return done;
  }
  return change->commit();
}

// The store learns the fingerprint first: a schema.json that stands there is always known as our own.
result<void> sqlite_store::put_schema_in_place(schema_writer& schema) {
  if (auto done = schema.end(); !done) return done;
  auto know = db_.prepare(
      "INSERT INTO published VALUES (?, ?) ON CONFLICT (fingerprint) DO UPDATE SET originals = excluded.originals");
  if (!know) return know.error();
  if (auto done = know->execute(std::string_view(schema.print.text()), run_->originals); !done) return done;
  if (schema.file.is_there_already()) return {};
  if (auto done = schema.file.sync(); !done) return done;
  if (auto done = schema.file.take_its_name(); !done) return done;
  return sync_folder(folder_);
}

result<void> sqlite_store::remove_gone(std::span<const std::string> files) {
  removed_.clear();
  const auto known = names("SELECT name FROM file ORDER BY name");
  if (!known) return known.error();
  const std::unordered_set<std::string_view> stay(files.begin(), files.end());
  auto disown = db_.prepare("DELETE FROM file WHERE name = ?");
  if (!disown) return disown.error();
  auto change = transaction::begin(db_);
  if (!change) return change.error();
  for (const auto& name : *known) {
    if (stay.contains(name.str())) continue;
    const auto path = folder_ / "objects" / name.str();
    if (::unlink(path.c_str()) == 0) {
      removed_.push_back(name.str());
    } else if (errno != ENOENT) {
      return file_error("cannot remove the file of an object that is gone", path, errno);
    }
    if (auto done = disown->execute(std::string_view(name.str())); !done) return done;
  }
  if (auto done = sync_folder(folder_ / "objects"); !done) return done;
  return change->commit();
}

result<void> sqlite_store::finish(std::string_view schema) {
  auto change = transaction::begin(db_);
  if (!change) return change.error();
  auto forget = db_.prepare("DELETE FROM published WHERE fingerprint <> ?");
  auto close = db_.prepare("UPDATE run SET finished = 1 WHERE id = ?");
  // What earlier runs found of objects that are gone; this run's own results stay, whatever its plan is by now.
  auto prune =
      db_.prepare("DELETE FROM part WHERE object <> '' AND run IS NOT ? AND object NOT IN (SELECT object FROM plan)");
  if (!forget) return forget.error();
  if (!close) return close.error();
  if (!prune) return prune.error();
  if (auto done = forget->execute(schema); !done) return done;
  if (auto done = close->execute(run_->id); !done) return done;
  if (auto done = prune->execute(run_->id); !done) return done;
  if (auto done = settle_originals(*run_); !done) return done;
  return change->commit();
}

}  // namespace sluice
