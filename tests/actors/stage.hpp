// An actor system on one thread in virtual time, and probes: actors that stand for anyone and keep what they hear. An
// actor is tested between probes; what it says to each of them is its meaning.
#pragma once

#include "protocol/actors.hpp"
#include "tests/actors/recorder.hpp"

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/message.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <caf/send.hpp>

namespace sluice::actors_test {

class probe {
 public:
  explicit probe(caf::actor_system& system);
  ~probe() {
    forget();  // what it heard may hold whoever holds the probe
    die();
  }
  probe(const probe&) = delete;
  probe& operator=(const probe&) = delete;

  /// The probe as whatever it shall stand for.
  template <class Handle>
  [[nodiscard]] Handle as() const {
    return caf::actor_cast<Handle>(who_);
  }
  /// Everything of one type that was heard, oldest first.
  template <class T>
  [[nodiscard]] std::vector<T> heard() const {
    std::vector<T> all;
    for (const caf::message& m : *messages_) {
      if (m.match_element<T>(0)) all.push_back(m.get_as<T>(0));
    }
    return all;
  }
  template <class T>
  [[nodiscard]] std::size_t count() const {
    return heard<T>().size();
  }
  /// The newest of its type. REQUIRES: there is one.
  template <class T>
  [[nodiscard]] T last() const {
    return heard<T>().at(count<T>() - 1);
  }
  /// The same, each with the second element of its message: who it was about.
  template <class T, class Handle>
  [[nodiscard]] std::vector<std::pair<T, Handle>> heard_from() const {
    std::vector<std::pair<T, Handle>> all;
    for (const caf::message& m : *messages_) {
      if (m.match_element<T>(0)) all.emplace_back(m.get_as<T>(0), m.get_as<Handle>(1));
    }
    return all;
  }
  void forget() { messages_->clear(); }
  void die() { caf::anon_send_exit(who_, caf::exit_reason::kill); }

 private:
  std::shared_ptr<std::vector<caf::message>> messages_ = std::make_shared<std::vector<caf::message>>();
  caf::actor who_;
};

struct test_config : caf::actor_system_config {
  test_config() { set("scheduler.policy", caf::atom("testing")); }
};

class stage {
 public:
  stage();
  ~stage();
  stage(const stage&) = delete;
  stage& operator=(const stage&) = delete;

  /// Runs everyone until nobody has anything to do now.
  void settle() { sched.run(); }
  /// Lets time pass, a millisecond at a time, so that a timer's consequences happen when they should.
  void pass(duration d);
  [[nodiscard]] time_point now() { return sched.clock().now(); }

  /// The probes as a crew.
  [[nodiscard]] crew people() const;
  /// Begins an actor; it is ended with the stage, if it hasn't ended before.
  template <class Actor, class... Args>
  [[nodiscard]] auto bring(Args&&... args) {
    auto who = system.spawn<Actor>(std::forward<Args>(args)...);
    cast_.push_back(caf::actor_cast<caf::actor_addr>(who));
    settle();
    return who;
  }
  /// The same for one of the crew, who is told of all the others.
  template <class Actor, class... Args>
  [[nodiscard]] auto play(Args&&... args) {
    auto who = bring<Actor>(std::forward<Args>(args)...);
    tell(who, people());
    return who;
  }
  template <class Handle, class... Args>
  void tell(const Handle& who, Args&&... args) {
    caf::anon_send(who, std::forward<Args>(args)...);
    settle();
  }
  template <class Handle>
  void kill(const Handle& who) {
    caf::anon_send_exit(who, caf::exit_reason::kill);
    settle();
  }
  /// Whether an actor has ended.
  template <class Handle>
  [[nodiscard]] static bool ended(const Handle& who) {
    return caf::actor_cast<caf::abstract_actor*>(who)->getf(caf::abstract_actor::is_terminated_flag);
  }

  test_config config;
  caf::actor_system system;
  caf::scheduler::test_coordinator& sched;
  recorder events;
  probe supervisor, composer, limiter, scaler, session, gateway, librarian;

 private:
  std::vector<caf::actor_addr> cast_;
};

}  // namespace sluice::actors_test
