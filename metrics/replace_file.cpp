#include "metrics/replace_file.hpp"

#include "protocol/file_error.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <unistd.h>

#include <sys/stat.h>

namespace sluice {
namespace {

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

/// Also the rename shall last; a file system that can't sync a folder is not ours to mend.
void sync_folder(const std::filesystem::path& folder) {
  const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

}  // namespace

result<void> replace_file(const std::filesystem::path& file, std::string_view text, mode_t mode) {
  auto name = (file.parent_path() / ("." + file.filename().string() + ".XXXXXX")).string();
  const int fd = ::mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0) return file_error("cannot be written", file, errno);
  bool good = ::fchmod(fd, mode) == 0 && write_all(fd, text) && ::fsync(fd) == 0;
  int number = errno;
  if (::close(fd) != 0 && good) good = false, number = errno;
  if (good && ::rename(name.c_str(), file.c_str()) != 0) good = false, number = errno;
  if (!good) {
    ::unlink(name.c_str());
    return file_error("cannot be written", file, number);
  }
  sync_folder(file.parent_path());
  return {};
}

}  // namespace sluice
