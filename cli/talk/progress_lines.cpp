#include "cli/talk/progress_lines.hpp"

#include <algorithm>

namespace sluice {

bool progress_lines::due(std::chrono::duration<double> elapsed, std::size_t done, std::size_t total) {
  if (total == 0 || done == last_done_ || elapsed - last_ < interval_) return false;
  if (static_cast<double>(done - std::min(done, last_done_)) < share_ * static_cast<double>(total)) return false;
  last_ = elapsed;
  last_done_ = done;
  return true;
}

}  // namespace sluice
