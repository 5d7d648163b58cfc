// What a listener of a run hears, kept for a test to look at. Locks, since a real scheduler tells from many threads.
#pragma once

#include "protocol/observer.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace sluice::actors_test {

class recorder : public observer {
 public:
  void phase_changed(run_phase p) override {
    locked([&] { phases.push_back(p); });
  }
  void planned(std::size_t total, std::size_t reused) override {
    locked([&] {
      planned_total = total;
      planned_reused = reused;
    });
  }
  void object_ended(const object_name& o, object_state s, const std::vector<part_gap>& gaps) override {
    locked([&] {
      ++times_ended[o.str()];
      states[o.str()] = s;
      gaps_of[o.str()] = gaps;
    });
  }
  void part_stored(const call_kind&, std::optional<gap>) override {
    locked([&] { ++stored; });
  }
  void fetcher_restarted(const object_name& o, fetcher_death why, std::string_view) override {
    locked([&] {
      ++restarts[o.str()];
      deaths.push_back(why);
    });
  }
  void call_ended(const completion& c, refusal why) override {
    locked([&] {
      completions.push_back(c);
      refusals.push_back(why);
    });
  }
  void call_retried(const call_kind&, outcome_class) override {
    locked([&] { ++retried; });
  }
  void setting_changed(const setting& s) override {
    locked([&] { settings.push_back(s); });
  }
  void decided(const decision& d) override {
    locked([&] { decisions.push_back(d); });
  }
  void in_flight(std::size_t now) override {
    locked([&] {
      flying = now;
      flying_max = std::max(flying_max, now);
    });
  }
  void bytes_held(std::size_t now) override {
    locked([&] {
      held = now;
      held_max = std::max(held_max, now);
    });
  }
  void logged_in(bool again) override {
    locked([&] { logins.push_back(again); });
  }
  void day_used_up(org_usage, duration) override {
    locked([&] { ++day_waits; });
  }

  [[nodiscard]] std::size_t count(object_state s) const {
    return static_cast<std::size_t>(
        std::count_if(states.begin(), states.end(), [s](auto& e) { return e.second == s; }));
  }

  std::vector<run_phase> phases;
  std::size_t planned_total = 0;
  std::size_t planned_reused = 0;
  std::map<std::string, int> times_ended;
  std::map<std::string, object_state> states;
  std::map<std::string, std::vector<part_gap>> gaps_of;
  std::map<std::string, int> restarts;
  std::vector<fetcher_death> deaths;
  std::size_t stored = 0;
  std::vector<completion> completions;
  std::vector<refusal> refusals;
  std::size_t retried = 0;
  std::vector<setting> settings;
  std::vector<decision> decisions;
  std::size_t flying = 0;
  std::size_t flying_max = 0;
  std::size_t held = 0;
  std::size_t held_max = 0;
  std::vector<bool> logins;
  std::size_t day_waits = 0;

 private:
  template <class F>
  void locked(F f) {
    const std::lock_guard lock(mutex_);
    f();
  }
  std::mutex mutex_;
};

}  // namespace sluice::actors_test
