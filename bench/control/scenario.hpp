// A scenario of the law's simulator, read from a data file: a server, how it changes, the load, what is expected, and a
// sentence on what should happen. The files in scenarios/ drive the tests of control/ and bench_control alike.
// Times are in seconds of virtual time; `room` is how many calls the server works on at once, the rest queues.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace sluice::bench {

struct server_plan {
  std::size_t room = 40;
  double service_s = 0.2;          ///< mean time of a call's work, of a kind of factor 1
  double sigma = 0.3;              ///< of its logarithm; 0: constant
  double round_trip_s = 0.001;     ///< of the wire
  std::vector<double> kinds{1};    ///< factors on service_s; calls are drawn from them evenly
  std::optional<std::size_t> cap;  ///< more at once are refused
  std::optional<double> rate;      ///< calls a second let in by a token bucket
  double burst = 1;                ///< its depth
  std::optional<double> retry_after_s;
  double faults = 0;           ///< share of calls that end as a lone 503
  bool down = false;           ///< every call ends as a 503
  double client_s = 0;         ///< mean of an exponential delay of the client's own
  double client_growth_s = 0;  ///< more of it for each call in flight

  /// Calls a second that it can serve.
  [[nodiscard]] double capacity() const;
  /// Calls that it serves at once, those on the wire included.
  [[nodiscard]] double knee() const;
  /// Mean latency of a call that meets no queue.
  [[nodiscard]] double unloaded_s() const;
};

struct stage {
  double from_s = 0;
  server_plan server;
};

/// What must hold on a span of the run, for each seed.
struct expectation {
  double from_s = 0;
  double to_s = 0;
  double window_min = 1;  ///< of the mean window
  double window_max = 1e9;
  double served_min = 0;   ///< share of what the server could serve
  double refused_max = 1;  ///< share of the calls
  double pace_min = 0;     ///< at the span's end
  double pace_max = std::numeric_limits<double>::infinity();
};

struct scenario {
  std::string name;
  std::string sentence;
  std::vector<stage> stages;
  double run_s = 60;
  std::size_t first = 10;
  std::size_t max = 128;
  std::vector<expectation> expected;
  std::size_t seeds_allowed_wrong = 0;  ///< of ten: what this law can't promise

  [[nodiscard]] const server_plan& server_at(double s) const;
};

/// All scenarios of a folder's files, in the order of their names. Throws on a file that can't be read.
[[nodiscard]] std::vector<scenario> read_scenarios(const std::string& folder);

}  // namespace sluice::bench
