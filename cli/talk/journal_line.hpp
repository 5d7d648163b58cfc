// Lines on stderr. Where systemd's journal reads them, each begins with its level, as sd-daemon(3) describes it.
#pragma once

#include <string_view>

#include <sys/types.h>

namespace sluice {

/// As syslog counts them.
enum class line_level : int { error = 3, warning = 4, info = 6 };

/// "<4>" where JOURNAL_STREAM names this very device and inode, else nothing. Pure.
[[nodiscard]] std::string_view journal_prefix(line_level level, std::string_view journal_stream, dev_t device,
                                              ino_t inode);

/// One line, whole, on stderr. `line` has no line feed.
void say(line_level level, std::string_view line);

}  // namespace sluice
