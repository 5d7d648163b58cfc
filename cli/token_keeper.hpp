// Writes a rotated refresh token back: the old one is worth nothing once the org has given another. On a thread of its
// own, since a token comes in an actor and a disk may be slow; each is on the disk before the next is written.
#pragma once

#include "protocol/error.hpp"

#include <filesystem>
#include <future>
#include <mutex>
#include <optional>
#include <string>

namespace sluice {

class token_keeper {
 public:
  /// The file (0600) that a new token replaces. REQUIRES: before the first `keep`.
  void keep_in(std::filesystem::path file) { file_ = std::move(file); }
  /// From any thread; returns at once.
  void keep(const std::string& token);
  /// Waits for what is being written. The last trouble, where there was any: the run's token is lost with the run then.
  [[nodiscard]] std::optional<error> trouble();

 private:
  std::filesystem::path file_;
  std::mutex mutex_;
  std::future<result<void>> writing_;
  std::optional<error> trouble_;
};

}  // namespace sluice
