#include "metrics/process.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace sluice {
namespace {

/// The fields of /proc/self/stat from the third (state) on: the second, the program's name, may hold blanks.
std::vector<std::string> stat_fields() {
  std::ifstream file("/proc/self/stat");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const auto name_end = text.rfind(')');
  if (name_end == std::string::npos) return {};
  std::istringstream rest(text.substr(name_end + 1));
  return {std::istream_iterator<std::string>(rest), {}};
}

/// The number after `key` in a file of lines "key number".
std::optional<std::uint64_t> number_after(const char* path, const std::string& key) {
  std::ifstream file(path);
  std::string word;
  std::uint64_t number = 0;
  while (file >> word) {
    if (word == key && file >> number) return number;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> count_open_fds() {
  std::error_code failed;
  const std::filesystem::directory_iterator entries("/proc/self/fd", failed);
  if (failed) return std::nullopt;
  const auto n = std::distance(begin(entries), end(entries));
  return static_cast<std::uint64_t>(n) - 1;  // but for the one that reads the folder
}

std::optional<std::uint64_t> resident() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t whole = 0;
  std::uint64_t pages = 0;
  if (!(file >> whole >> pages)) return std::nullopt;
  return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

process_figures read_process() {
  constexpr std::size_t utime = 14 - 3, stime = 15 - 3, starttime = 22 - 3;  // as proc(5) counts them
  process_figures p{
      .cpu_seconds = {}, .resident_bytes = resident(), .open_fds = count_open_fds(), .start_time_seconds = {}};
  const auto fields = stat_fields();
  if (fields.size() <= starttime) return p;
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  p.cpu_seconds = (std::stod(fields[utime]) + std::stod(fields[stime])) / ticks;
  if (const auto boot = number_after("/proc/stat", "btime")) {
    p.start_time_seconds = static_cast<double>(*boot) + std::stod(fields[starttime]) / ticks;
  }
  return p;
}

std::optional<std::uint64_t> peak_rss_bytes() {
  const auto kilobytes = number_after("/proc/self/status", "VmHWM:");
  if (!kilobytes) return std::nullopt;
  return *kilobytes * 1024;
}

}  // namespace sluice
