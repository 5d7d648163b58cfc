// SQLite with errors as values: a connection, its prepared statements, a transaction that rolls back by itself.
// Every error names the file, says what is kept, and is could_not_go_on. Not thread-safe.
#pragma once

#include "protocol/error.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace sluice {

/// Bytes for a BLOB, where a plain text would become TEXT.
struct blob_view {
  std::string_view bytes;
};

/// A prepared statement. What is bound must live until the row walk ends.
class statement {
 public:
  statement() = default;

  /// Binds in order, runs to the end.
  template <class... Values>
  [[nodiscard]] result<void> execute(const Values&... values) {
    start(values...);
    for (;;) {
      const auto row = next();
      if (!row) return row.error();
      if (!*row) return {};
    }
  }

  /// Binds in order; `next` then walks the rows.
  template <class... Values>
  void start(const Values&... values) {
    finish();
    int index = 0;
    (bind(++index, values), ...);
  }
  /// Whether there is another row; at the end the statement is ready for another start.
  [[nodiscard]] result<bool> next();
  /// Leaves the rows that are left. A statement in mid-walk would hold a snapshot of the database.
  void finish() noexcept { sqlite3_reset(handle_.get()); }

  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }
  /// Of a TEXT or BLOB; valid until the next step.
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] std::string text(int column) const { return std::string(bytes(column)); }

 private:
  friend class database;
  struct finalize {
    void operator()(sqlite3_stmt* s) const noexcept { sqlite3_finalize(s); }
  };
  explicit statement(sqlite3_stmt* handle) : handle_(handle) {}
  void bind(int index, std::int64_t value);
  void bind(int index, std::optional<std::int64_t> value);
  void bind(int index, std::string_view value);
  void bind(int index, blob_view value);

  std::unique_ptr<sqlite3_stmt, finalize> handle_;
};

class database {
 public:
  /// Opens or creates the file, which then is its owner's alone (0600; SQLite gives its -wal and -shm the same mode).
  [[nodiscard]] static result<database> open(const std::filesystem::path& file);
  /// To read only, without a change to any file. `at_rest`: nobody writes it and there is no journal beside it; else
  /// the journal is read too, by way of the -shm file beside it.
  [[nodiscard]] static result<database> open_to_read(const std::filesystem::path& file, bool at_rest);

  [[nodiscard]] result<void> run(const char* statements);
  [[nodiscard]] result<statement> prepare(std::string_view sql);
  /// The one number that a query tells; 0 without a row.
  [[nodiscard]] result<std::int64_t> number(std::string_view sql);
  [[nodiscard]] std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }

 private:
  friend class transaction;
  [[nodiscard]] static result<database> connect(const std::string& name, int flags);
  struct close {
    void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
  };
  std::unique_ptr<sqlite3, close> handle_;
};

/// All or nothing: rolled back unless committed.
class transaction {
 public:
  [[nodiscard]] static result<transaction> begin(database& db);
  transaction(transaction&& other) noexcept : db_(other.db_) { other.db_ = nullptr; }
  transaction& operator=(transaction&&) = delete;
  ~transaction();
  [[nodiscard]] result<void> commit();

 private:
  explicit transaction(sqlite3* db) : db_(db) {}
  sqlite3* db_;
};

}  // namespace sluice
