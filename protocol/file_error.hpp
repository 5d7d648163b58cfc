// What the system says where a file or a folder can't be used, as an error with its remedy. For whoever writes what a
// run leaves behind: all of them tell a full disk, or a folder that is not theirs, in the same words.
#pragma once

#include "protocol/error.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace sluice {

inline constexpr std::string_view kept_in_store = "what was finished before is in the store";

/// `reason`: an errno.
[[nodiscard]] inline std::string file_remedy(int reason) {
  switch (reason) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "free some space on its disk, then run again with --resume";
    case EIO:
      return "check its disk, then run again with --resume";
    case EACCES:
    case EPERM:
    case EROFS:
      return "make the folder writable for this user, then run again with --resume";
    case ENOENT:
    case ENOTDIR:
    case EEXIST:
    case EISDIR:
    case ENAMETOOLONG:
      return "check the path: a folder is missing there, or something else has its name";
    case EMFILE:
    case ENFILE:
      return "allow more open files (ulimit -n), then run again with --resume";
    default:
      return "run again with --resume";
  }
}

[[nodiscard]] inline error file_error(std::string what, const std::filesystem::path& about, int reason) {
  return {exit_code::could_not_go_on, std::move(what) + ": " + std::strerror(reason), about.string(),
          std::string(kept_in_store), file_remedy(reason)};
}

}  // namespace sluice
