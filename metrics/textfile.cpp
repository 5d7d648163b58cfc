#include "metrics/textfile.hpp"

#include "metrics/exposition.hpp"
#include "metrics/replace_file.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>

namespace sluice {

result<void> write_textfile(const std::filesystem::path& file, const reading& r) {
  constexpr std::array groups{metric_group::outcome};
  return replace_file(file, exposition_text(r, groups), 0644);
}

std::optional<wall_time> last_success_in(const std::filesystem::path& file) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("sluice_last_success_timestamp_seconds{")) continue;
    const double s = std::strtod(line.c_str() + line.rfind(' '), nullptr);
    if (!(s > 0)) return std::nullopt;
    return wall_time(std::chrono::duration_cast<wall_time::duration>(std::chrono::duration<double>(s)));
  }
  return std::nullopt;
}

}  // namespace sluice
