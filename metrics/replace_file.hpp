// Puts a whole text in a file's place: written to a temporary name in the same folder, synced, renamed. So a reader, or
// a crash at any moment, finds the old text or the new one, never a part.
#pragma once

#include "protocol/error.hpp"

#include <filesystem>
#include <string_view>

#include <sys/types.h>

namespace sluice {

/// On an error the old file, if any, is as it was, and no temporary one stays.
[[nodiscard]] result<void> replace_file(const std::filesystem::path& file, std::string_view text, mode_t mode);

}  // namespace sluice
