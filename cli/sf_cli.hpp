// Asks the sf CLI for a session that it holds: `sf org display --json`, and where that redacts the token (the newer
// versions do) `sf org auth show-access-token --json`. Each start of it costs a second of processor time.
#pragma once

#include "protocol/error.hpp"

#include <string>
#include <string_view>

namespace sluice {

struct sf_question {
  std::string program = "sf";
  std::string alias;  ///< empty: its default org
};

struct sf_session {
  std::string instance_url;
  std::string access_token;
};

/// Blocks. The child has no standard input and none of Sluice's own variables. Errors: bad_usage (no such program, no
/// such org), login_refused (what the sf CLI says), out_of_reach (it does not end).
[[nodiscard]] result<sf_session> ask_sf_cli(const sf_question& asked);

}  // namespace sluice
