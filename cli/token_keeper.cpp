#include "cli/token_keeper.hpp"

#include "metrics/replace_file.hpp"

#include <utility>

#include <sys/stat.h>

namespace sluice {

namespace {

error told(error e, const std::filesystem::path& file) {
  e.what = "the org has given another refresh token, and it can't be kept: " + e.what;
  e.about = file.string();
  e.remedy = "make the file writable or name another with --token-state, and log in anew for the next run";
  return e;
}

}  // namespace

void token_keeper::keep(const std::string& token) {
  const std::lock_guard lock(mutex_);
  auto before = std::make_shared<std::future<result<void>>>(std::move(writing_));
  writing_ = std::async(std::launch::async, [file = file_, token, before]() -> result<void> {
    if (before->valid()) before->wait();
    return replace_file(file, token + "\n", S_IRUSR | S_IWUSR);
  });
}

std::optional<error> token_keeper::trouble() {
  const std::lock_guard lock(mutex_);
  if (writing_.valid()) {
    const result<void> written = writing_.get();
    trouble_.reset();
    if (!written) trouble_ = told(written.error(), file_);
  }
  return trouble_;
}

}  // namespace sluice
