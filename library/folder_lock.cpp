#include "library/folder_lock.hpp"

#include "library/run_files.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <unistd.h>

#include <sys/file.h>

namespace sluice {
namespace {

std::string holder(int fd) {
  std::array<char, 24> text{};
  const auto size = ::pread(fd, text.data(), text.size(), 0);
  std::string pid(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!pid.empty() && pid.back() == '\n') pid.pop_back();
  return pid.empty() ? "" : " (pid " + pid + ")";
}

}  // namespace

result<folder_lock> folder_lock::take(const std::filesystem::path& folder) {
  const auto file = folder / "library.lock";
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return file_error("cannot open the folder's lock", file, errno);
  folder_lock lock(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    if (reason != EWOULDBLOCK) return file_error("cannot lock the folder", file, reason);
    return error{exit_code::bad_usage, "another run" + holder(fd) + " is at work in this folder", folder.string(), "",
                 "wait until it ends, or name another folder with -o"};
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    return file_error("cannot write the folder's lock", file, errno);
  }
  return lock;
}

folder_lock::~folder_lock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace sluice
