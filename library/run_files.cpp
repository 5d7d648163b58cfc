#include "library/run_files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include <sys/stat.h>

namespace sluice {
namespace {

// A batch of fewer is synced file by file: no waiting for what other programs have written.
constexpr std::size_t files_for_syncfs = 8;
// Open descriptors and unsynced bytes that a batch holds at most.
constexpr std::size_t files_in_batch = 128;
constexpr std::uint64_t bytes_in_batch = 32ULL << 20U;
constexpr std::size_t block = std::size_t{64} * 1024;

/// A descriptor that is closed; -1: none.
class descriptor {
 public:
  explicit descriptor(int fd) : fd_(fd) {}
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  ~descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

std::int64_t size_of(int fd) {
  struct stat facts {};
  return ::fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode) ? facts.st_size : -1;
}

/// The next bytes up to the block's size, fewer only at the end or on an error.
std::string_view read_block(int fd, off_t from, std::array<char, block>& buffer) {
  std::size_t got = 0;
  while (got < buffer.size()) {
    const auto n = ::pread(fd, buffer.data() + got, buffer.size() - got, from + static_cast<off_t>(got));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    got += static_cast<std::size_t>(n);
  }
  return {buffer.data(), got};
}

bool has_text(const std::filesystem::path& path, std::string_view text) {
  const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 || size_of(file.get()) != static_cast<std::int64_t>(text.size())) return false;
  std::array<char, block> buffer{};
  for (std::size_t at = 0; at < text.size(); at += block) {
    if (read_block(file.get(), static_cast<off_t>(at), buffer) != text.substr(at, block)) return false;
  }
  return true;
}

}  // namespace

result<void> sync_folder(const std::filesystem::path& folder) {
  const descriptor fd(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0 || ::fsync(fd.get()) != 0) return file_error("cannot sync the folder", folder, errno);
  return {};
}

pending_file::pending_file(int fd, std::filesystem::path path, std::filesystem::path temporary)
    : fd_(fd), path_(std::move(path)), temporary_(std::move(temporary)) {}

pending_file::pending_file(pending_file&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)), temporary_(std::move(other.temporary_)) {}

pending_file::~pending_file() {
  if (fd_ < 0) return;
  ::close(fd_);
  ::unlink(temporary_.c_str());
}

result<pending_file> pending_file::create(const std::filesystem::path& path) {
  auto temporary = path.parent_path() / ("." + path.filename().string() + ".tmp");
  // A crash may have left one; it is ours, and nobody else is at work in the folder.
  ::unlink(temporary.c_str());
  const int fd = ::open(temporary.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return file_error("cannot write the file", path, errno);
  return pending_file(fd, path, std::move(temporary));
}

result<void> pending_file::append(std::string_view text) {
  while (!text.empty()) {
    const auto n = ::write(fd_, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return file_error("cannot write the file", path_, errno);
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

result<void> pending_file::sync() {
  if (::fsync(fd_) != 0) return file_error("cannot write the file", path_, errno);
  return {};
}

result<void> pending_file::sync_with_others() {
  if (::syncfs(fd_) != 0) return file_error("cannot write the file", path_, errno);
  return {};
}

bool pending_file::is_there_already() const {
  const descriptor old(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  const auto size = size_of(fd_);
  if (old.get() < 0 || size < 0 || size_of(old.get()) != size) return false;
  std::array<char, block> mine{};
  std::array<char, block> theirs{};
  for (off_t at = 0; at < size; at += static_cast<off_t>(block)) {
    if (read_block(fd_, at, mine) != read_block(old.get(), at, theirs)) return false;
  }
  return true;
}

result<void> pending_file::take_its_name() {
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return file_error("cannot put the file in place", path_, errno);
  ::close(std::exchange(fd_, -1));
  return {};
}

result<void> write_file_atomically(const std::filesystem::path& path, std::string_view text) {
  auto file = pending_file::create(path);
  if (!file) return file.error();
  if (auto done = file->append(text); !done) return done;
  if (auto done = file->sync(); !done) return done;
  if (auto done = file->take_its_name(); !done) return done;
  return sync_folder(path.parent_path());
}

result<void> file_batch::add(const std::filesystem::path& path, std::string_view text) {
  if (has_text(path, text)) return {};
  auto file = pending_file::create(path);
  if (!file) return file.error();
  if (auto done = file->append(text); !done) return done;
  files_.push_back(std::move(*file));
  bytes_ += text.size();
  return files_.size() < files_in_batch && bytes_ < bytes_in_batch ? result<void>{} : flush();
}

result<void> file_batch::flush() {
  if (files_.size() >= files_for_syncfs) {
    // By the first one's descriptor: it was open before any of the batch could fail to be written.
    if (auto done = files_.front().sync_with_others(); !done) return done;
  } else {
    for (auto& file : files_) {
      if (auto done = file.sync(); !done) return done;
    }
  }
  for (auto& file : files_) {
    if (auto done = file.take_its_name(); !done) return done;
  }
  files_.clear();
  bytes_ = 0;
  return {};
}

}  // namespace sluice
