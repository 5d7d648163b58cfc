#include "orgsim/data/field_access.hpp"

#include "orgsim/data/draw.hpp"

#include <algorithm>

namespace sluice::orgsim {

namespace {

// Ids are ordinal * most_rows + place: 500 fields, 24 sets, and some twice.
constexpr std::uint64_t most_rows = 1U << 15U;

struct grantable {
  std::string name;
  bool editable;
};

// The names on which permissions can hang, each once: parts of a compound share its name.
std::vector<grantable> grantable_fields(const std::vector<field>& fields) {
  std::vector<grantable> names;
  for (const field& f : fields) {
    if (!f.permissionable) continue;
    const std::string& name = permission_name(f);
    const auto known = std::find_if(names.begin(), names.end(), [&](const grantable& g) { return g.name == name; });
    if (known == names.end())
      names.push_back({name, f.updateable});
    else
      known->editable = known->editable || f.updateable;
  }
  return names;
}

}  // namespace

std::vector<field_permission> field_permissions_of(const org& data, const people& who, object_index o, bool twice) {
  std::vector<field_permission> rows;
  const object& self = data.at(o);
  if (!has_field_permissions(self.kind)) return rows;
  const std::vector<grantable> names = grantable_fields(data.fields_of(o));
  draw d(data.seed(), self.key, "permissions");
  const bool widely_granted = self.name == "Account" || d.chance(0.01);
  const double share = widely_granted ? 1.0 : 0.1 + 0.3 * d.unit();
  const auto add = [&](const grantable& g, std::uint32_t set, bool edit) {
    rows.push_back({g.name, set, edit && g.editable, o, (self.ordinal + 1) * most_rows + rows.size()});
  };
  for (std::uint32_t set = 0; set < who.sets.size(); ++set) {
    if (!d.chance(share)) continue;
    for (const grantable& g : names) {
      if (!d.chance(0.88)) continue;
      const bool edit = d.chance(0.6);
      add(g, set, edit);
      if (d.chance(0.004) && twice) add(g, set, !edit);
    }
  }
  return rows;
}

}  // namespace sluice::orgsim
