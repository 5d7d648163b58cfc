// The names of a made-up org's objects: the well-known standard ones first, then what administrators and packages add,
// in proportions like those of a big real org.
#pragma once

#include "orgsim/data/object.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sluice::orgsim {

// Exactly `count` objects in their order of creation, parents before their companions, each name once; `parent` is an
// index into the result. A smaller count is a prefix of a bigger one.
std::vector<object> made_up_objects(std::uint64_t seed, std::size_t count);

// Standard objects that hold configuration and not business data.
bool is_setup_name(std::string_view name);

object make_object(std::string name, object_kind kind, std::uint32_t ordinal);

}  // namespace sluice::orgsim
