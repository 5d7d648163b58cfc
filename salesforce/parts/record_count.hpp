// The part "record_count": how many rows an object has. The org's own (approximate) counts answer most objects at once;
// they leave out some, silently, and only those are counted one by one. So the survey is to be read first and
// `not_applicable` asked after: a count may be known of an object that refuses queries.
// Payload: a JSON number.
#pragma once

#include "protocol/question.hpp"

#include <memory>

namespace sluice {

/// `counts` is the survey of record_counts.hpp; it must outlive the part.
[[nodiscard]] std::unique_ptr<part> make_record_count(const survey& counts);

}  // namespace sluice
