// Several requests in one: /composite, /tooling/composite and /composite/batch. Each subrequest goes to the same routes
// as a request of its own; what is here is how they are read and how their answers are put together.
// Rules: REST API Developer Guide, "Composite" and "Batch"; recorded composites for 304, LIMIT_EXCEEDED, roll-back.
#pragma once

#include "orgsim/http/message.hpp"

#include <cstddef>
#include <functional>
#include <string_view>

namespace sluice::orgsim {

using subrequest_handler = std::function<reply(const request_view&)>;

// `outer`: the request whose body holds the subrequests. /composite answers 200 with the errors inside.
reply answer_composite(const request_view& outer, const subrequest_handler& handle);
// Addresses may be written from `v64.0/` on.
reply answer_batch(const request_view& outer, const subrequest_handler& handle);

// How many subrequests a body has, without answering them; 0 for one that can not be read.
std::size_t subrequest_count(std::string_view body);

}  // namespace sluice::orgsim
