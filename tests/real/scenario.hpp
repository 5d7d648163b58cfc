// A run on the real scheduler from its start until everything has landed, and who is killed on the way.
#pragma once

#include "actors/crew.hpp"
#include "protocol/http.hpp"
#include "tests/actors/recorder.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include <caf/actor_addr.hpp>

namespace sluice::real_test {

/// A window that stays.
class steady_law : public control_law {
 public:
  explicit steady_law(std::size_t window) { setting_ = {.window = window, .epoch = 1}; }
  refusal ended(const completion&) override { return refusal::none; }
  const setting& current() const override { return setting_; }

 private:
  setting setting_;
};

/// A recorder that can be waited for: a killed fetcher's call may be out after the run's end.
class landing : public actors_test::recorder {
 public:
  void in_flight(std::size_t now) override;
  void bytes_held(std::size_t now) override;
  /// False: something is still out, or held, after a very long time.
  [[nodiscard]] bool wait();

 private:
  std::mutex lock_;
  std::condition_variable news_;
  std::size_t flying_now_ = 0;
  std::size_t held_now_ = 0;
};

/// Kills the asker of every so-many-th call while that call is out.
class deaths {
 public:
  struct shape {
    std::size_t every = 50;
    std::uint32_t each_at_most = 2;  ///< no object more often
  };
  explicit deaths(shape s) : shape_(s) {}

  void born(const std::string& object, const fetcher_actor& who);
  /// The asker is the first object whose name stands in the address.
  void call_is_out(const http_request& asked);
  [[nodiscard]] std::size_t killed();

 private:
  struct life {
    caf::actor_addr who;
    std::uint32_t deaths = 0;
  };
  shape shape_;
  std::mutex lock_;
  std::unordered_map<std::string, life> lives_;
  std::size_t calls_ = 0;
  std::size_t killed_ = 0;
};

/// Runs to the end, waits until everything has landed, and dismisses everyone. Scheduler: as the program's own.
[[nodiscard]] run_ended lead(const crew_parts& parts, const crew_options& options);

}  // namespace sluice::real_test
