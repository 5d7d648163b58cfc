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
  void fetcher_restarted(const object_name& o, std::string_view why) override {
    tell(&observer::fetcher_restarted, o, why);
  }
  void call_ended(const completion& c, refusal r) override { tell(&observer::call_ended, c, r); }
  void call_retried(const call_kind& k, std::string_view why) override { tell(&observer::call_retried, k, why); }
  void waited(duration d) override { tell(&observer::waited, d); }
  void setting_changed(const setting& s) override { tell(&observer::setting_changed, s); }
  void in_flight(std::size_t n) override { tell(&observer::in_flight, n); }
  void bytes_held(std::size_t n) override { tell(&observer::bytes_held, n); }
  void logged_in(bool again) override { tell(&observer::logged_in, again); }
  void day_used_up(org_usage level, duration wait) override { tell(&observer::day_used_up, level, wait); }

 private:
  template <class Event, class... Facts>
  void tell(Event event, const Facts&... facts) {
    for (observer* o : all_) (o->*event)(facts...);
  }

  std::vector<observer*> all_;
};

}  // namespace sluice
