// The survey "object_list": every object of the org (describeGlobal, the one list without paging or a silent end at
// 2,000 rows), in the list's order. Its data is an `object_list`.
// Payload: {"sobjects":[{"name":..,"queryable":..},...]}, compact: the kept members alone.
#pragma once

#include "protocol/question.hpp"

#include <memory>

namespace sluice {

[[nodiscard]] std::unique_ptr<survey> make_object_list();

}  // namespace sluice
