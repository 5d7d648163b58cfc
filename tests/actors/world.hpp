// The whole crew in virtual time: an org behind a virtual server, a store in memory, and everything that happens told
// to a recorder. A test sets what is special about its world, runs it to its end, and looks.
#pragma once

#include "actors/crew.hpp"
#include "tests/actors/memory_store.hpp"
#include "tests/actors/questions.hpp"
#include "tests/actors/recorder.hpp"
#include "tests/actors/stage.hpp"
#include "tests/actors/virtual_server.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>

namespace sluice::actors_test {

/// Keeps one setting: a window of fixed size, as --workers gives it, without any law beside it.
class steady_law : public control_law {
 public:
  explicit steady_law(std::size_t window) { setting_ = {.window = window, .epoch = 1}; }
  refusal ended(const completion& c) override;
  const setting& current() const override { return setting_; }

 private:
  setting setting_;
};

struct world_shape {
  std::size_t objects = 200;
  std::size_t set_max = 25;  ///< objects in one call of the parts that have a set form
  bool batch = false;
  std::size_t window = 16;
  std::shared_ptr<control_law> law;  ///< none: the window is steady
  server_shape server;
  test_login::shape login;
  std::optional<std::uint64_t> shuffle;  ///< the seed of another order of the actors' turns
};

class world {
 public:
  explicit world(world_shape s);
  ~world();
  world(const world&) = delete;
  world& operator=(const world&) = delete;

  /// From the start to the run's end, and until what is still out then (a killed fetcher's call) has landed. `each` is
  /// called before every step of time. Fails the test if there is no end.
  run_ended run(std::function<void()> each = {});

  /// Kills the fetchers of some objects, at random, none of them more often than it may be begun again.
  void kill_some(double chance);
  [[nodiscard]] std::map<memory_store::place, std::string> right_contents() const;
  [[nodiscard]] duration age() const { return server.age(); }

  world_shape shape;
  test_config config;
  caf::actor_system system;
  caf::scheduler::test_coordinator& sched;
  recorder events;
  virtual_server server;
  std::shared_ptr<memory_store> kept_in;
  test_login how;
  plain_classifier reads;
  test_survey list{"list", true};
  test_survey counts{"counts", false};
  test_part describe, fields, rows, counted;
  questionnaire asks;
  crew_options options;  ///< as they will be used
  crew people;           ///< there from the start of the run
  std::size_t kills = 0;

 private:
  void take_turns();
  [[nodiscard]] std::string name(std::size_t i) const;

  std::mt19937_64 turns_;
  std::mt19937_64 deaths_{7};
  std::map<std::string, caf::actor_addr> fetchers_;
  std::map<std::string, std::uint32_t> kills_of_;
  std::optional<run_ended> end_;
};

}  // namespace sluice::actors_test
