// The calls that are read and not yet answered, by the time they came: how many have run for longer than a limit.
#pragma once

#include "orgsim/behaviour/course.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>

namespace sluice::orgsim {

class running_calls {
 public:
  // Calls begin in the order of time.
  std::uint64_t begin(sim_time now) {
    since_.emplace_hint(since_.end(), ++last_, now);
    return last_;
  }
  void end(std::uint64_t call) { since_.erase(call); }

  std::size_t longer_than(sim_time limit, sim_time now) const {
    std::size_t count = 0;
    for (auto it = since_.begin(); it != since_.end() && now - it->second > limit; ++it) ++count;
    return count;
  }

 private:
  std::map<std::uint64_t, sim_time> since_;
  std::uint64_t last_ = 0;
};

}  // namespace sluice::orgsim
