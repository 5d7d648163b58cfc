// Several observers as one: each hears everything, in order.
#pragma once

#include "protocol/observer.hpp"

#include <utility>
#include <vector>

namespace sluice {

class listeners : public observer {
 public:
  explicit listeners(std::vector<observer*> all) : all_(std::move(all)) {}

  void phase_changed(run_phase p) override { tell(&observer::phase_changed, p); }
  void planned(std::size_t total, std::size_t reused) override { tell(&observer::planned, total, reused); }
  void object_started(const object_name& o) override { tell(&observer::object_started, o); }
  void object_ended(const object_name& o, object_state s, const std::vector<part_gap>& g) override {
    tell(&observer::object_ended, o, s, g);
  }
  void part_stored(const call_kind& p, std::optional<gap> g) override { tell(&observer::part_stored, p, g); }
  void part_recalled(const call_kind& p) override { tell(&observer::part_recalled, p); }
  void bytes_stored(std::size_t bytes) override { tell(&observer::bytes_stored, bytes); }
  void fetcher_restarted(const object_name& o, fetcher_death why, std::string_view words) override {
    tell(&observer::fetcher_restarted, o, why, words);
  }
  void call_ended(const completion& c, refusal r) override { tell(&observer::call_ended, c, r); }
  void call_retried(const call_kind& k, outcome_class why) override { tell(&observer::call_retried, k, why); }
  void calls_waiting(std::size_t n) override { tell(&observer::calls_waiting, n); }
  void waited(duration d) override { tell(&observer::waited, d); }
  void setting_changed(const setting& s) override { tell(&observer::setting_changed, s); }
  void decided(const decision& d) override { tell(&observer::decided, d); }
  void law_seen(const law_view& v) override { tell(&observer::law_seen, v); }
  void tokens_left(double n) override { tell(&observer::tokens_left, n); }
  void in_flight(std::size_t n) override { tell(&observer::in_flight, n); }
  void actors_alive(actor_type t, std::size_t n) override { tell(&observer::actors_alive, t, n); }
  void mailbox(actor_type t, std::size_t n) override { tell(&observer::mailbox, t, n); }
  void bytes_held(std::size_t n) override { tell(&observer::bytes_held, n); }
  void logged_in(bool again) override { tell(&observer::logged_in, again); }
  void login_refused() override { tell(&observer::login_refused); }
  void day_used_up(org_usage level, duration wait) override { tell(&observer::day_used_up, level, wait); }

 private:
  template <class Event, class... Facts>
  void tell(Event event, const Facts&... facts) {
    for (observer* o : all_) (o->*event)(facts...);
  }

  std::vector<observer*> all_;
};

}  // namespace sluice
