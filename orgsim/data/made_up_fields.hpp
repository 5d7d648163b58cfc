// The fields of a made-up org's objects: what its kind always has, some well-known standard ones, then drawn ones;
// 5 to 500, most about 15, a few very many.
#pragma once

#include "orgsim/data/drawn_fields.hpp"
#include "orgsim/data/field.hpp"
#include "orgsim/data/object.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace sluice::orgsim {

// Names of objects that a drawn lookup may point to, asked by a number in [0, 1).
using lookup_target = std::function<const std::string&(double)>;

// parent_name: of the object that a History, Share, Feed or ChangeEvent belongs to, else empty.
std::vector<field> made_up_fields(std::uint64_t seed, const object& o, const std::string& parent_name,
                                  const lookup_target& target);

// One of those that are drawn, alone.
field made_up_field(std::uint64_t seed, const object& o, const drawn_field& d, const lookup_target& target);

}  // namespace sluice::orgsim
