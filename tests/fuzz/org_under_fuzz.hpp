// The org's front as the fuzzers ask it: without sockets, logged in, each reply read to its end.
#pragma once

#include "orgsim/http/message.hpp"

#include <string>

namespace sluice::fuzz {

// Answers as the server does, refusals included, and returns how many bytes the body had. The token is put in.
std::size_t answer_wholly(orgsim::request_view request);

}  // namespace sluice::fuzz
