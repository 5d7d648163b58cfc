// If-Modified-Since and 304, for what does not change unless its definition does.
#pragma once

#include "orgsim/http/message.hpp"

#include <cstdint>

namespace sluice::orgsim {

// Sets Last-Modified and ETag. True: the client has it already, and the reply is a whole 304.
bool revalidate(const request_view& request, std::int64_t modified, std::uint64_t key, reply& r);

}  // namespace sluice::orgsim
