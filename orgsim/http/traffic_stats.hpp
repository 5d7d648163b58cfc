// What the server saw of its clients. Safe to read from any thread while the server runs.
#pragma once

#include "orgsim/behaviour/course.hpp"
#include "orgsim/behaviour/least_time.hpp"
#include "orgsim/behaviour/profile.hpp"
#include "orgsim/http/time_histogram.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sluice::orgsim {

struct second_stats {
  std::uint64_t requests = 0;
  std::uint64_t ok = 0;  // of those answered in this second: below 400, without a fault
  std::uint64_t refused = 0;
  std::uint64_t in_flight_max = 0;
  std::uint64_t busy_max = 0;
};

struct stats_snapshot {
  std::map<int, std::uint64_t> by_status;
  std::map<std::string, std::uint64_t, std::less<>> by_kind;  // describe, list, query, tooling_query, ...
  std::map<std::string, std::uint64_t, std::less<>> faults;   // by name
  std::uint64_t total = 0;
  std::uint64_t refused = 0;    // 429, 403 REQUEST_LIMIT_EXCEEDED, 503 of a full queue or an outage
  std::uint64_t in_flight = 0;  // from a request read to its reply written
  std::uint64_t in_flight_max = 0;
  double in_flight_s = 0;      // of all requests, from read to reply written
  sim_time last_answer{0};     // when the last reply was written; the clock begins with the first request
  std::uint64_t busy_max = 0;  // being served, queue left out
  std::uint64_t bytes = 0;     // of bodies as sent
  // Questions that came while they were being answered, or had been: what a client wastes.
  std::uint64_t same_in_flight_max = 0;  // of one question
  std::uint64_t answered_again = 0;      // answers below 400, without a fault, to a question that had one
  time_histogram queue;                  // waiting for a server
  time_histogram service;                // being served
  time_histogram answers;                // from a request read to its good answer written
  work_done work;
  std::vector<second_stats> seconds;  // since the first request; at most a day of them
};

// How a request ended, for end().
struct ended_call {
  std::uint64_t question = 0;  // as asking has it
  int status = 0;              // 0: no status was sent
  std::string_view kind;
  bool refused = false;
  std::string_view fault;  // empty: none
  std::size_t bytes = 0;
  sim_time took{0};
};

class traffic_stats {
 public:
  explicit traffic_stats(const profile& how = {}, std::uint64_t seed = 0) : how_(how), course_(how, seed) {}

  // Returns how many are in flight now, this one among them.
  std::size_t begin(sim_time now, std::uint64_t question);
  void end(sim_time now, const ended_call& call);
  void busy(sim_time now, std::size_t serving);
  void waited(sim_time time);
  void served(sim_time service, sim_time round_trip);
  stats_snapshot snapshot() const;
  std::string json() const;

 private:
  // What became of one question.
  struct known_question {
    std::uint32_t in_flight = 0;
    bool answered = false;
  };
  // Later questions are not followed: only a run of millions has as many.
  static constexpr std::size_t most_followed = 4'000'000;

  second_stats* at(sim_time now);
  void pass_time(sim_time now);
  void follow_begin(std::uint64_t question);
  void follow_end(std::uint64_t question, bool well);

  profile how_;
  course course_;
  mutable std::mutex mutex_;
  stats_snapshot seen_;
  sim_time counted_until_{0};  // in in_flight_s
  std::unordered_map<std::uint64_t, known_question> questions_;
};

}  // namespace sluice::orgsim
