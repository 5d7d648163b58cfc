// A project's own test scenario in virtual time: its server, told as a function of what reaches it, and its client: so
// many calls, each one that fails sent again after its own wait while others go on, all through the real admission
// under the law's setting. Only for laws' published figures; how they compare is the simulator's to say.
#pragma once

#include "control/control_law.hpp"
#include "protocol/outcome.hpp"

#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <vector>

namespace sluice::bench {

struct server_load {
  double at_s = 0;
  std::size_t in_flight = 0;    ///< this call included
  std::size_t last_second = 0;  ///< calls that came in the last second, this one included
};

struct answer {
  double after_s = 0;
  outcome result;
  bool never = false;  ///< the client has to time out
};

struct published_plan {
  std::function<answer(const server_load&)> server;
  std::size_t calls = std::numeric_limits<std::size_t>::max();  ///< to be served, then it ends
  double interval_s = 0;                                        ///< from one call's being ready to the next's
  std::function<double(std::size_t)> wait_s;                    ///< of a call that has failed so many times
  double timeout_s = std::numeric_limits<double>::infinity();
  double most_s = 3600;
};

/// A whole number that holds for a while: how long each value did.
class level {
 public:
  void add(std::size_t value, double for_s);
  [[nodiscard]] std::size_t max() const;
  [[nodiscard]] std::size_t mode() const;
  [[nodiscard]] double mean() const;

 private:
  std::map<std::size_t, double> held_s_;
};

struct published_figures {
  level in_flight;  ///< at the server
  level rate;       ///< calls that came to the server in the last second
  level window;
  double took_s = 0;
  std::size_t served = 0;
  std::size_t failed = 0;          ///< attempts
  double mean_call_s = 0;          ///< from a call's being ready to its success, waits included
  double mean_round_trip_s = 0;    ///< of successes
  std::vector<double> reached_at;  ///< [w]: when the window first was w or more, in seconds; 0: not reached
};

[[nodiscard]] published_figures run_published(control_law& law, const published_plan& plan);

}  // namespace sluice::bench
