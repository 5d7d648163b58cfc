// The names under which records stand in objects/: an object's own wherever a file may be called so.
//  - every byte outside [A-Za-z0-9_.-], and a leading dot, is written as %XX;
//  - a name that Windows keeps for a device (CON, NUL, COM1, ...), also before a dot, has its first letter so written;
//  - a name over 200 bytes is cut, and told apart by "~" and its hash;
//  - of names that differ only in the case of letters, those after the first in the plan get "~2", "~3", ... (some file
//    systems take them for one).
#pragma once

#include "protocol/names.hpp"

#include <string>
#include <unordered_map>

namespace sluice {

/// By all rules but the last.
[[nodiscard]] std::string safe_file_name(const object_name& object);

/// One plan's names, by all rules; ask in the plan's order. Ends in ".json".
class record_file_names {
 public:
  [[nodiscard]] std::string next(const object_name& object);

 private:
  std::unordered_map<std::string, unsigned> seen_;  ///< by the name in lower case
};

}  // namespace sluice
