#include "cli/version.hpp"

namespace sluice {

std::string_view version() {
  return SLUICE_VERSION;
}
std::string_view revision() {
  return SLUICE_REVISION;
}

}  // namespace sluice
