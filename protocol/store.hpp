// What is finished, kept. One writer (the librarian); durable when `put` returns. Implemented by library/ with SQLite,
// and by tests in memory. Every call may block.
#pragma once

#include "protocol/error.hpp"
#include "protocol/question.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sluice {

/// Whose data the folder holds and what the run asks. Another organisation's folder is refused.
struct run_identity {
  std::string organization_id;
  std::string instance_url;
  std::string user;
  std::string api_version;
};

enum class resume_mode : std::uint8_t {
  fresh,       ///< a new run: every part is asked
  stats_only,  ///< go on with the stats parts, ask the others anew
  all,         ///< go on: only what is missing or failed is asked
};

/// What the store knows of the run that it has opened.
struct opened_run {
  std::string run_id;
  std::string as_of;  ///< the run's day in UTC, YYYY-MM-DD; kept by --resume
  bool resumed = false;
};

/// One part of one object (or, with an empty object, a survey of the org).
struct stored_part {
  object_name object;
  call_kind part;
  answer content;
  std::uint32_t attempts = 0;
};

struct published_files {
  std::uint64_t objects = 0;
  std::uint64_t bytes = 0;
};

class store {
 public:
  virtual ~store() = default;
  /// Begins or goes on with a run. Failed parts are forgotten, so that they are asked again.
  [[nodiscard]] virtual result<opened_run> open_run(const run_identity& who, resume_mode mode) = 0;
  /// The run's objects, in the order of the output.
  [[nodiscard]] virtual result<void> plan(std::span<const object_name> objects) = 0;
  /// Objects of the plan that have every one of the run's parts already.
  [[nodiscard]] virtual result<std::vector<object_name>> complete() = 0;
  /// One transaction.
  [[nodiscard]] virtual result<void> put(std::span<const stored_part> parts) = 0;
  /// What this run holds of an object (empty name: of the org).
  [[nodiscard]] virtual result<std::vector<stored_part>> recall(const object_name& object) = 0;
  /// Writes the library's files from the store and marks the run as finished.
  [[nodiscard]] virtual result<published_files> publish() = 0;
};

}  // namespace sluice
