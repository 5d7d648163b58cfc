// One line of the run's log: words for people, and the facts in them under keys that stay the same. Pure.
#pragma once

#include "protocol/time.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace sluice {

enum class log_level : std::uint8_t { debug, info, warning, error };

/// What is empty does not apply.
struct log_entry {
  std::string msg;
  std::string object;
  std::string part;  ///< also the kind of a call
  std::string code;  ///< the org's errorCode, the transport's failure, a gap's word, or a decision's
  std::optional<std::uint32_t> attempt;
  std::optional<duration> wait;
  std::optional<duration> took;
};

/// One JSON object without a line feed: time (UTC), level, msg, and where they apply object, part, code, attempt,
/// wait_ms, duration_ms, in this order.
[[nodiscard]] std::string json_line(log_level level, const log_entry& entry, std::chrono::system_clock::time_point at);

}  // namespace sluice
