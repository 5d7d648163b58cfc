// Record ids: 15 characters that tell upper from lower case, or 18 with a checksum of the cases (Salesforce's
// documentation, "ID field type"). The first three are the object's key prefix.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::orgsim {

// prefix (3 characters), "0X0", then number in base 62 in 9 places.
std::string short_id(std::string_view prefix, std::uint64_t number);
std::string long_id(std::string_view prefix, std::uint64_t number);

// The three characters that follow a 15-character id.
std::string id_checksum(std::string_view fifteen);

// An id without its checksum, whichever of the two lengths it has.
inline std::string_view without_checksum(std::string_view id) {
  constexpr std::size_t short_length = 15;
  return id.substr(0, short_length);
}

// The number of an id made here; nothing to do with real ids. Returns max of uint64 for text that is no such id.
std::uint64_t number_of_id(std::string_view id);

// Whether two ids name the same record, whichever of the two lengths they have.
bool same_id(std::string_view left, std::string_view right);

}  // namespace sluice::orgsim
