// Files that are whole or not there: written to a temporary name in the same folder (".NAME.tmp", which no file of ours
// is called), synced, renamed. A reader, or a crash at any moment, finds the old text or the new one, never a part.
// Every file is its owner's alone (0600).
#pragma once

#include "protocol/error.hpp"
#include "protocol/file_error.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

/// On an error the old file, if any, is as it was.
[[nodiscard]] result<void> write_file_atomically(const std::filesystem::path& path, std::string_view text);

/// After this the names in the folder are durable, as the contents were before.
[[nodiscard]] result<void> sync_folder(const std::filesystem::path& folder);

/// A file on its way to its name; removed unless it gets there.
class pending_file {
 public:
  [[nodiscard]] static result<pending_file> create(const std::filesystem::path& path);
  pending_file(pending_file&& other) noexcept;
  pending_file& operator=(pending_file&&) = delete;
  ~pending_file();

  [[nodiscard]] result<void> append(std::string_view text);
  [[nodiscard]] result<void> sync();
  /// This file and whatever else its file system holds unwritten.
  [[nodiscard]] result<void> sync_with_others();
  /// Whether the final name has this very text already. REQUIRES: everything is appended.
  [[nodiscard]] bool is_there_already() const;
  /// REQUIRES: synced.
  [[nodiscard]] result<void> take_its_name();

 private:
  pending_file(int fd, std::filesystem::path path, std::filesystem::path temporary);
  int fd_;
  std::filesystem::path path_;
  std::filesystem::path temporary_;
};

/// Many files of one folder. An fsync for each costs some 7 ms on an ordinary disk, also when they follow one another,
/// and a syncfs for a hundred of them about as much as ten; so a batch is written, synced with its file system at once,
/// and then renamed. Nothing gets its name unsynced. (Linux tells write errors of a syncfs since 5.8; a full disk is
/// told by the write itself before.)
class file_batch {
 public:
  /// Nothing is written where the file has this very text already.
  [[nodiscard]] result<void> add(const std::filesystem::path& path, std::string_view text);
  [[nodiscard]] result<void> flush();

 private:
  std::vector<pending_file> files_;
  std::uint64_t bytes_ = 0;
};

}  // namespace sluice
