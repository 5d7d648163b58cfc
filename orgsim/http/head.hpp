// The headers of a reply, as every answer of the org has them.
#pragma once

#include "orgsim/http/message.hpp"

#include <cstddef>
#include <string>

namespace sluice::orgsim {

// Status line and headers with their empty line. `length`: of the body as it is told; nothing: chunked.
struct head_wishes {
  bool packed = false;
  bool keep_alive = true;
  bool chunked = false;
  std::size_t length = 0;
};
// Appends to `out`.
void append_head(std::string& out, const reply& r, const head_wishes& wishes);

}  // namespace sluice::orgsim
