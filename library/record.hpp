// Makes one object's record: its base (the entry of --input, else the payload of `describe`) and what the parts found.
// Everything of the base keeps its order and value; what is new comes after it. Pure.
//
//  - A part's payload takes the place that the table in record.cpp names, and replaces what the base had there.
//  - A gap, of whatever kind, keeps what the base had there, else leaves the empty form: lists empty, counts null. It
//  is
//    named under `_relationshipMetadata.gaps` as {PART: {"state", "reason"}}; a base's own word on the gaps of parts
//    that this run asks goes, its word on others stays.
//  - So every part that the run asks has its keys in the record; there are no missing ones.
//  - Where the base has something other than an object in the way (`"_relationshipMetadata": null`), an object
//    takes its place.
#pragma once

#include "library/run_shape.hpp"
#include "protocol/error.hpp"
#include "protocol/store.hpp"

#include <span>
#include <string_view>

#include <boost/json/value.hpp>

namespace sluice {

/// With could_not_go_on, naming the part, where a text isn't what its part's payload should be.
[[nodiscard]] result<boost::json::value> build_record(std::string_view base, const run_shape& shape,
                                                      std::span<const stored_part> parts);

}  // namespace sluice
