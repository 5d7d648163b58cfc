#include "orgsim/data/object_access.hpp"

#include "orgsim/data/draw.hpp"

namespace sluice::orgsim {

std::vector<object_permission> object_permissions_of(const org& data, const people& who, object_index o, bool twice) {
  // Ids are ordinal * most_rows + place.
  constexpr std::uint64_t most_rows = 64;
  std::vector<object_permission> rows;
  const object& self = data.at(o);
  if (!has_field_permissions(self.kind)) return rows;
  draw d(data.seed(), self.key, "object permissions");
  const double share = 0.2 + 0.5 * d.unit();
  const auto add = [&](object_permission p) {
    p.number = (self.ordinal + 1) * most_rows + rows.size();
    rows.push_back(p);
  };
  for (std::uint32_t set = 0; set < who.sets.size(); ++set) {
    // The first profile is the administrator's.
    const bool administers = who.sets[set].profile == 0;
    if (!d.chance(share) && !administers) continue;
    object_permission p;
    p.set = set;
    p.object = o;
    p.edit = administers || d.chance(0.6);
    p.create = administers || (p.edit && d.chance(0.8));
    p.remove = administers || (p.edit && d.chance(0.4));
    p.view_all = administers || d.chance(0.1);
    p.modify_all = administers || (p.view_all && p.remove && d.chance(0.3));
    add(p);
    if (d.chance(0.02) && twice) add({set, false, false, false, false, false, o, 0});
  }
  return rows;
}

}  // namespace sluice::orgsim
