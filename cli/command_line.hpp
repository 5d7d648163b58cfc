// The command as it was typed: to show it again, and to say what a mistyped flag may have been meant for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <CLI/App.hpp>

namespace sluice {

/// The words as one line that a POSIX shell reads back as the same words.
[[nodiscard]] std::string shell_line(const std::vector<std::string>& words);

/// The long flag of the command that is nearest to `word` by edit distance (Levenshtein); empty where none is near.
[[nodiscard]] std::string nearest_flag(const CLI::App& command, std::string_view word);

}  // namespace sluice
