#include "cli/open_files.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <sys/resource.h>

namespace sluice {

namespace {
/// The store, the log, the files being written, the metrics' listener and its clients.
constexpr std::size_t other_files = 64;
}  // namespace

std::optional<error> fit_open_files(harvest_options& o) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::nullopt;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const auto room = static_cast<std::size_t>(limit.rlim_cur) - std::min<std::size_t>(limit.rlim_cur, other_files);
  if (o.workers.value_or(1) > std::max<std::size_t>(room, 1)) {
    return error{.code = exit_code::bad_usage,
                 .what = fmt::format("{} workers need as many open files and {} more, and {} may be open", *o.workers,
                                     other_files, limit.rlim_cur),
                 .about = "--workers",
                 .remedy = "raise the limit (ulimit -n), or take fewer workers"};
  }
  o.workers_max = std::clamp<std::size_t>(room, 1, o.workers_max);
  return std::nullopt;
}

}  // namespace sluice
