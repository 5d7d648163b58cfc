// The API versions in which describes and lists gained members: each is the oldest recorded answer that has them (the
// releases between two recordings are unknown). v24 is a guess between v23 and v25, for an answer whose address says
// v37 and whose members are none of v37's.
#pragma once

namespace sluice::orgsim {

inline constexpr int since_v24 = 24;
inline constexpr int since_v25 = 25;
inline constexpr int since_v29 = 29;
inline constexpr int since_v34 = 34;
inline constexpr int since_v42 = 42;
inline constexpr int since_v46 = 46;
inline constexpr int since_v48 = 48;
inline constexpr int since_v52 = 52;

}  // namespace sluice::orgsim
