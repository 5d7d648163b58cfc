#include "orgsim/data/drawn_fields.hpp"

#include "orgsim/data/record_types.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::orgsim {

namespace {

using ft = field_type;

bool takes_custom_fields(const object& o) {
  return traits(o.kind).associate.empty() && o.kind != object_kind::setup;
}

// The types of custom fields in about the shares that the recorded describes have.
ft type_of_lot(std::uint64_t lot) {
  constexpr std::array<std::pair<std::uint64_t, ft>, 9> shares{{{24, ft::string},
                                                                {38, ft::picklist},
                                                                {51, ft::reference},
                                                                {63, ft::boolean},
                                                                {71, ft::decimal},
                                                                {77, ft::currency},
                                                                {83, ft::date},
                                                                {87, ft::datetime},
                                                                {93, ft::textarea}}};
  for (const auto& [below, type] : shares)
    if (lot < below) return type;
  constexpr std::array<ft, 7> rest{ft::email, ft::phone,         ft::url,      ft::percent,
                                   ft::time,  ft::multipicklist, ft::encrypted};
  return rest[static_cast<std::size_t>(lot - shares.back().first)];
}

}  // namespace

// Account is always wide: its permissions must need more than one page of 2,000. Opportunity is as wide as can be.
std::size_t drawn_field_count(std::uint64_t seed, const object& o, std::size_t fixed) {
  constexpr std::size_t most = 500;
  constexpr std::size_t least = 5;
  constexpr std::size_t account_fields = 165;
  if (!takes_custom_fields(o)) return 0;
  draw d(seed, o.key, "field count");
  // Above the 15 that the median of all objects shall be: companions and set-up objects have fewer.
  const double drawn = 26.0 * std::exp(0.8 * d.normal());
  std::size_t wanted = std::clamp(static_cast<std::size_t>(drawn), least, most);
  if (o.name == "Opportunity" || d.chance(0.002)) wanted = most;
  if (o.name == "Account") wanted = account_fields;
  return wanted > fixed ? wanted - fixed : 0;
}

std::size_t fixed_field_count(std::uint64_t seed, const object& o) {
  const std::size_t record_type = has_record_types(seed, o) ? 1 : 0;
  switch (o.kind) {
    case object_kind::custom:
      return 9 + record_type;
    case object_kind::metadata:
      return 8;
    case object_kind::event:
      return 5;
    case object_kind::big:
    case object_kind::external:
      return 3;
    default:
      return 0;
  }
}

drawn_field drawn_field_at(std::uint64_t seed, const object& o, std::size_t n, bool room_for_location) {
  draw d(seed, o.key, "field", static_cast<std::uint64_t>(n));
  const field_type type = type_of_lot(d.below(100));
  const bool location = d.chance(0.01) && room_for_location;
  const double target = d.unit();
  return {n, type, location, target, d};
}

}  // namespace sluice::orgsim
