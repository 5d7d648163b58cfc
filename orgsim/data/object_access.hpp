// Who may do what with which object: rows of ObjectPermissions, object by object.
#pragma once

#include "orgsim/data/org.hpp"
#include "orgsim/data/people.hpp"

#include <cstdint>
#include <vector>

namespace sluice::orgsim {

// One row. Rows exist only where at least reading is granted; each right includes those before it, but that creating
// and deleting need not go with editing. The same set may come twice with different rights: a client merges them.
struct object_permission {
  std::uint32_t set = 0;
  bool create = false;
  bool edit = false;
  bool remove = false;
  bool view_all = false;
  bool modify_all = false;
  object_index object = no_object;
  std::uint64_t number = 0;
};

// Without `twice` each set comes once.
std::vector<object_permission> object_permissions_of(const org& data, const people& who, object_index o,
                                                     bool twice = true);

}  // namespace sluice::orgsim
