#include "orgsim/data/record_types.hpp"

#include "orgsim/data/draw.hpp"
#include "orgsim/data/record_id.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sluice::orgsim {

namespace {

constexpr std::array<std::string_view, 6> type_words{"Standard", "Partner",   "Internal",
                                                     "Retail",   "Wholesale", "Legacy"};
// Fewer than this many of a kind an object; ids are ordinal * most + place.
constexpr std::uint64_t most_of_a_kind = 16;

}  // namespace

bool has_record_types(std::uint64_t seed, const object& o) {
  if (o.kind != object_kind::standard && o.kind != object_kind::custom) return false;
  return o.name == "Account" || draw(seed, o.key, "record types").chance(0.2);
}

std::vector<record_type> record_types_of(const org& data, object_index o) {
  std::vector<record_type> types;
  const object& self = data.at(o);
  if (!has_record_types(data.seed(), self)) return types;
  draw d(data.seed(), self.key, "record type names");
  const std::size_t count = 2 + d.below(type_words.size() - 1);
  for (std::size_t place = 0; place < count; ++place) {
    record_type t;
    t.developer_name = type_words[place];
    t.label = std::string(type_words[place]) + " " + self.label;
    t.name_space = namespace_of(self.name);
    t.active = place == 0 || d.chance(0.85);
    t.object = o;
    t.number = (self.ordinal + 1) * most_of_a_kind + place;
    types.push_back(std::move(t));
  }
  return types;
}

std::string record_type_id(const record_type& t) {
  return long_id("012", t.number);
}

std::optional<object_index> object_of_record_type(const org& data, std::string_view id) {
  const std::uint64_t number = number_of_id(id);
  if (!id.starts_with("012") || number < most_of_a_kind) return std::nullopt;
  return data.with_ordinal(number / most_of_a_kind - 1);
}

std::vector<layout> layouts_of(const org& data, object_index o) {
  std::vector<layout> layouts;
  const object& self = data.at(o);
  if (!traits(self.kind).layoutable) return layouts;
  const std::size_t count = 1 + draw(data.seed(), self.key, "layouts").below(4);
  for (std::size_t place = 0; place < count; ++place)
    layouts.push_back({self.label + (place == 0 ? " Layout" : " Layout " + std::to_string(place + 1)),
                       std::string(namespace_of(self.name)), o, (self.ordinal + 1) * most_of_a_kind + place});
  return layouts;
}

}  // namespace sluice::orgsim
