// Which custom fields an object has, as far as it can be told without making them: their types, and where lookups
// point. Walking these for all objects of a big org takes little time, so who refers to whom is known from the start.
#pragma once

#include "orgsim/data/draw.hpp"
#include "orgsim/data/field.hpp"
#include "orgsim/data/object.hpp"

#include <cstddef>
#include <cstdint>

namespace sluice::orgsim {

struct drawn_field {
  std::size_t n;  // its name ends in it
  field_type type;
  bool location;  // stands for three fields: latitude, longitude and the whole
  double target;  // of a lookup: where among all that can be pointed to
  draw more;      // for what else is drawn of it
};

// How many custom fields the object has, beside `fixed` others.
std::size_t drawn_field_count(std::uint64_t seed, const object& o, std::size_t fixed);
// The fields that every object of this kind has; a standard object has more of its own.
std::size_t fixed_field_count(std::uint64_t seed, const object& o);

drawn_field drawn_field_at(std::uint64_t seed, const object& o, std::size_t n, bool room_for_location);

template <class Visit>
void visit_drawn(std::uint64_t seed, const object& o, std::size_t fixed, const Visit& visit) {
  const std::size_t wanted = drawn_field_count(seed, o, fixed);
  std::size_t made = 0;
  for (std::size_t n = 1; made < wanted; ++n) {
    const drawn_field d = drawn_field_at(seed, o, n, wanted - made > 3);
    visit(d);
    made += d.location ? 3 : 1;
  }
}

}  // namespace sluice::orgsim
