// Who may read and edit which field: rows of FieldPermissions, object by object.
#pragma once

#include "orgsim/data/org.hpp"
#include "orgsim/data/people.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sluice::orgsim {

// One row. Rows exist only where access is granted, and edit includes read. The same set and field may come twice.
struct field_permission {
  std::string field;  // the permission name without the object
  std::uint32_t set = 0;
  bool edit = false;
  object_index object = no_object;
  std::uint64_t number = 0;
};

// Without `twice` each set and field comes once.
std::vector<field_permission> field_permissions_of(const org& data, const people& who, object_index o,
                                                   bool twice = true);

}  // namespace sluice::orgsim
