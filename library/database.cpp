#include "library/database.hpp"

#include "protocol/file_error.hpp"

#include <cassert>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <fmt/core.h>

namespace sluice {
namespace {

/// `system`: the errno of the call that failed, 0 where there is none.
std::string remedy(int code, int system) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return file_remedy(ENOSPC);
    case SQLITE_IOERR:
      return file_remedy(system != 0 ? system : ENOSPC);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      return file_remedy(EACCES);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "close the program that holds the file, then run again with --resume";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "restore the file, or harvest into another folder with -o";
    default:
      return "run again with --resume";
  }
}

error failure(sqlite3* db) {
  const int code = sqlite3_extended_errcode(db);
  std::string what = std::string("cannot use the store: ") + sqlite3_errmsg(db);
  const int system = sqlite3_system_errno(db);
  if (system != 0 && (code & 0xff) != SQLITE_CORRUPT) what += std::string(" (") + std::strerror(system) + ")";
  const char* file = sqlite3_db_filename(db, "main");
  return {exit_code::could_not_go_on, std::move(what), file != nullptr ? file : "library.db",
          std::string(kept_in_store), remedy(code, system)};
}

/// As SQLite reads names with parameters.
std::string uri_of(const std::filesystem::path& file) {
  std::string uri = "file:";
  for (const char c : file.string()) {
    uri += c == '?' || c == '#' || c == '%' ? fmt::format("%{:02X}", static_cast<unsigned>(c)) : std::string(1, c);
  }
  return uri;
}

}  // namespace

result<bool> statement::next() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    finish();
    return false;
  }
  error e = failure(sqlite3_db_handle(handle_.get()));
  finish();
  return e;
}

std::string_view statement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  return {data, data == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

void statement::bind(int index, std::int64_t value) {
  [[maybe_unused]] const int code = sqlite3_bind_int64(handle_.get(), index, value);
  assert(code == SQLITE_OK);
}

void statement::bind(int index, std::optional<std::int64_t> value) {
  if (value) return bind(index, *value);
  [[maybe_unused]] const int code = sqlite3_bind_null(handle_.get(), index);
  assert(code == SQLITE_OK);
}

// A value over SQLite's limit (1 GB) leaves NULL, which the tables refuse as a failed statement.
void statement::bind(int index, std::string_view value) {
  sqlite3_bind_text64(handle_.get(), index, value.empty() ? "" : value.data(), value.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
}

void statement::bind(int index, blob_view value) {
  sqlite3_bind_blob64(handle_.get(), index, value.bytes.empty() ? "" : value.bytes.data(), value.bytes.size(),
                      SQLITE_STATIC);
}

result<database> database::open(const std::filesystem::path& file) {
  // SQLite would create it readable for others.
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    return file_error("cannot open the store", file, errno);
  }
  ::close(fd);
  return connect(file, SQLITE_OPEN_READWRITE);
}

result<database> database::open_to_read(const std::filesystem::path& file, bool at_rest) {
  constexpr int patience_ms = 2000;
  auto db =
      connect(uri_of(file) + (at_rest ? "?immutable=1" : "?readonly_shm=1"), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  if (db) sqlite3_busy_timeout(db->handle_.get(), patience_ms);
  return db;
}

result<database> database::connect(const std::string& name, int flags) {
  database db;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  db.handle_.reset(handle);
  if (handle == nullptr) {
    return error{exit_code::could_not_go_on, "no memory to open the store", name, "", ""};
  }
  if (code != SQLITE_OK) return failure(handle);
  return db;
}

result<void> database::run(const char* statements) {
  if (sqlite3_exec(handle_.get(), statements, nullptr, nullptr, nullptr) != SQLITE_OK) return failure(handle_.get());
  return {};
}

result<statement> database::prepare(std::string_view sql) {
  sqlite3_stmt* made = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &made, nullptr);
  if (code != SQLITE_OK) return failure(handle_.get());
  return statement(made);
}

result<std::int64_t> database::number(std::string_view sql) {
  auto query = prepare(sql);
  if (!query) return query.error();
  const auto row = query->next();
  if (!row) return row.error();
  return *row ? query->integer(0) : 0;
}

result<transaction> transaction::begin(database& db) {
  if (auto begun = db.run("BEGIN IMMEDIATE"); !begun) return begun.error();
  return transaction(db.handle_.get());
}

transaction::~transaction() {
  // After a failed commit SQLite may have rolled back by itself.
  if (db_ != nullptr && sqlite3_get_autocommit(db_) == 0) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

result<void> transaction::commit() {
  if (sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr) != SQLITE_OK) return failure(db_);
  db_ = nullptr;
  return {};
}

}  // namespace sluice
