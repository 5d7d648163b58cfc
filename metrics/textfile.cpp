#include "metrics/textfile.hpp"

#include "metrics/last_run.hpp"
#include "metrics/replace_file.hpp"

#include <fstream>
#include <iterator>
#include <string>

namespace sluice {

result<void> write_textfile(const std::filesystem::path& file, const reading& r) {
  return replace_file(file, outcome_text(r), 0644);
}

std::optional<wall_time> last_success_in(const std::filesystem::path& file) {
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const auto last = read_outcome(text);
  return last ? last->success : std::nullopt;
}

}  // namespace sluice
