// Puts the org's behaviour on a clock: each call waits for a server, is served for its time, and its answer is on the
// way for its round trip. For one thread.
#pragma once

#include "orgsim/behaviour/asking.hpp"
#include "orgsim/behaviour/course.hpp"
#include "orgsim/behaviour/fault_plan.hpp"
#include "orgsim/behaviour/limits.hpp"
#include "orgsim/behaviour/profile.hpp"
#include "orgsim/behaviour/running_calls.hpp"
#include "orgsim/behaviour/service_queue.hpp"
#include "orgsim/behaviour/service_times.hpp"
#include "orgsim/http/traffic_stats.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace sluice::orgsim {

class service_desk {
 public:
  service_desk(boost::asio::io_context& io, const profile& p, std::uint64_t seed, traffic_stats& stats);

  // Since the first call that asked for the time.
  sim_time now();
  // The same without beginning to count: zero before the first call.
  sim_time now_if_begun() const;

  // A request was read; it is in flight until it leaves.
  asking enter(std::string_view method, std::string_view target, std::string_view body);
  void leave(std::uint64_t number);
  calls_in_flight in_flight(std::size_t all);

  std::optional<fault_profile> fault_of(const asking& a);
  std::optional<fault_profile> fault_of_connection();
  std::optional<outage_form> outage() const { return course_.outage(now_if_begun()); }

  // Calls `work` when the call has been served for the time of its kind, and `done` when it has also been served for
  // the size that `work` made of the answer: at once where the profile knows no service time. False: the queue is full.
  bool serve(const asking& a, const answer_size& known, std::function<answer_size()> work, std::function<void()> done);
  // Whether a call's size can make a difference before it is answered.
  bool takes_time() const { return waits_; }
  // Calls `done` when the round trip of the call is over.
  void travel(const asking& a, std::function<void()> done);

 private:
  struct call {
    asking what;
    answer_size known;
    std::function<answer_size()> work;
    std::function<void()> done;
    sim_time begun_at{0};
    sim_time service{0};
  };
  // A server that was late to notice an end begins the next call at that end, so that no capacity is lost to the
  // clock's coarseness: `at` may lie a little in the past.
  void start_begun(sim_time at);
  void at_time(sim_time at, std::function<void()> then);
  void work(std::uint64_t number);
  void end(std::uint64_t number);
  void keep_looking();

  boost::asio::io_context& io_;
  profile profile_;
  course course_;
  service_queue queue_;
  service_times times_;
  fault_plan faults_;
  asking_counts askings_;
  running_calls running_;
  traffic_stats& stats_;
  boost::asio::steady_timer look_again_;
  bool looking_ = false;
  bool waits_;
  bool travels_;
  bool counts_long_;
  std::optional<std::chrono::steady_clock::time_point> first_;
  std::unordered_map<std::uint64_t, call> calls_;
  std::unordered_map<std::uint64_t, std::uint64_t> running_ids_;
};

}  // namespace sluice::orgsim
