// The objects of a run and how far each is: what the supervisor decides by. Pure; about one name an object in memory,
// more only for those that run.
//
// Invariant: every object is in just one of pending, running, ended; ended ones in just one object_state.
#pragma once

#include "protocol/names.hpp"
#include "protocol/observer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace sluice {

class harvest_plan {
 public:
  harvest_plan() = default;
  harvest_plan(std::vector<object_name> objects, std::uint32_t retries);

  /// Objects that need nothing more end at once, as reused. REQUIRES: nothing was started.
  void leave_out(const std::vector<object_name>& complete);

  /// Starts the next object, or again one whose fetcher died.
  [[nodiscard]] std::optional<object_name> next();
  void ended(const object_name& object, object_state state);
  /// Its fetcher died. True: it waits to be started again. False: it died too often, and has failed.
  [[nodiscard]] bool died(const object_name& object);

  [[nodiscard]] std::size_t total() const { return total_; }
  [[nodiscard]] std::size_t pending() const { return objects_.size() - next_ + again_.size(); }
  [[nodiscard]] std::size_t running() const { return running_; }
  [[nodiscard]] std::size_t count(object_state s) const { return ended_[static_cast<std::size_t>(s)]; }
  [[nodiscard]] bool all_ended() const { return pending() == 0 && running_ == 0; }

 private:
  std::vector<object_name> objects_;  // those to do
  std::size_t total_ = 0;
  std::size_t next_ = 0;
  std::size_t running_ = 0;
  std::uint32_t retries_ = 0;
  std::deque<object_name> again_;
  std::unordered_map<object_name, std::uint32_t> deaths_;
  std::array<std::size_t, 4> ended_{};
};

/// The state of an object all of whose parts have ended: `failed` of the `asked` ones failed.
[[nodiscard]] object_state state_of(std::size_t asked, std::size_t failed);

}  // namespace sluice
