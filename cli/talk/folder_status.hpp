// How far the harvest in a folder is, in words for people and as JSON for scripts. Pure.
#pragma once

#include "cli/talk/failure_reasons.hpp"
#include "library/store_view.hpp"

#include <chrono>
#include <optional>
#include <string>

#include <boost/json/object.hpp>

namespace sluice {

/// How the folder's last run of the program ended, from its summary.json.
struct told_end {
  boost::json::object summary;
  std::chrono::system_clock::time_point at;
};

/// What the next step depends on.
enum class folder_state : std::uint8_t {
  running,   ///< a run is at work in the folder
  cut_off,   ///< the last one ended without a word: killed, or the machine went down
  whole,     ///< every object is done; the files are there
  failures,  ///< every object has ended, some with failed parts; the files are there
  stopped,   ///< ended before all objects had: interrupted, a limit, an error
};

struct folder_status {
  std::string folder;
  store_view store;
  failure_reasons failures;
  std::optional<long> held_by;   ///< the pid of the run at work; 0: not known
  std::optional<told_end> last;  ///< of the last run that wrote one
  bool told = false;             ///< `last` is of the last run that began
};

[[nodiscard]] folder_state state_of(const folder_status& s);
[[nodiscard]] std::string status_lines(const folder_status& s);
/// Keys: folder, state, organization_id, instance_url, run, held_by, last_end, failures, next.
[[nodiscard]] boost::json::object status_json(const folder_status& s);

}  // namespace sluice
