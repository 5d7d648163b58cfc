#include "library/folder_lock.hpp"

#include "library/run_files.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace sluice {
namespace {

/// 0 where the file doesn't tell it.
long written_pid(int fd) {
  std::array<char, 24> text{};
  const auto size = ::pread(fd, text.data(), text.size(), 0);
  long pid = 0;
  if (size > 0) std::from_chars(text.data(), text.data() + size, pid);
  return pid;
}

/// The whole file.
struct flock lock_of(short kind) {
  struct flock lock {};
  lock.l_type = kind;
  lock.l_whence = SEEK_SET;
  return lock;
}

}  // namespace

result<folder_lock> folder_lock::take(const std::filesystem::path& folder) {
  const auto file = folder / "library.lock";
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return file_error("cannot open the folder's lock", file, errno);
  folder_lock lock(fd);
  struct flock whole = lock_of(F_WRLCK);
  if (::fcntl(fd, F_OFD_SETLK, &whole) != 0) {
    const int reason = errno;
    if (reason != EAGAIN && reason != EACCES) return file_error("cannot lock the folder", file, reason);
    const long pid = written_pid(fd);
    return error{exit_code::bad_usage,
                 "another run" + (pid > 0 ? " (pid " + std::to_string(pid) + ")" : "") + " is at work in this folder",
                 folder.string(), "", "wait until it ends, or name another folder with -o"};
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    return file_error("cannot write the folder's lock", file, errno);
  }
  return lock;
}

std::optional<long> folder_lock::holder(const std::filesystem::path& folder) {
  const int fd = ::open((folder / "library.lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  struct flock in_the_way = lock_of(F_RDLCK);
  const bool held = ::fcntl(fd, F_OFD_GETLK, &in_the_way) == 0 && in_the_way.l_type != F_UNLCK;
  const long pid = written_pid(fd);
  ::close(fd);
  return held ? std::optional(pid) : std::nullopt;
}

folder_lock::~folder_lock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace sluice
