// One run at a time in a folder: a lock on library.lock, held as long as this lives and let go by the kernel however
// the process ends. The file holds the pid of the last holder and stays: it was written when that one began.
//
// The lock is one of an open file (F_OFD_SETLK): unlike flock's it can be seen without being tried, so that who only
// looks never stands in the way of a run that begins.
#pragma once

#include "protocol/error.hpp"

#include <filesystem>
#include <optional>
#include <utility>

namespace sluice {

class folder_lock {
 public:
  /// With bad_usage, naming the pid, where another run holds it.
  [[nodiscard]] static result<folder_lock> take(const std::filesystem::path& folder);
  /// The pid of the run that is at work in the folder; nothing where none is.
  [[nodiscard]] static std::optional<long> holder(const std::filesystem::path& folder);
  folder_lock(folder_lock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  folder_lock& operator=(folder_lock&&) = delete;
  ~folder_lock();

 private:
  explicit folder_lock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace sluice
