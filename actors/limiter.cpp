#include "actors/limiter.hpp"

#include <algorithm>

namespace sluice {

limiter::limiter(caf::actor_config& config, const limiter_options& options, observer& listener)
    : limiter_actor::base(config),
      listener_(listener),
      admission_(options.admission, {.window = 0}, {}),  // nothing leaves before the scaler's first setting
      budget_(options.api_reserve) {}

limiter::behavior_type limiter::make_behavior() {
  return {
      [this](const crew& c) { crew_ = c; },
      [this](const ready& r) {
        admission_.ready(r.calls, r.next_bytes, r.seen);
        pull();
      },
      [this](const unused& u) {
        admission_.unused(u.granted);
        pull();
      },
      [this](const completion& c) { call_ended(c); },
      [this](const setting& s) {
        admission_.set(s, clock().now());
        pull();
      },
      [this](const freed& f) {
        admission_.freed(f.bytes);
        listener_.bytes_held(admission_.bytes_held());
        pull();
      },
      [this](tick) {
        alarm_.reset();
        pull();
      },
  };
}

// A Retry-After and the day's reserve are obeyed at once; everything else is the scaler's to judge.
void limiter::call_ended(const completion& c) {
  const time_point now = clock().now();
  admission_.ended(c.granted, c.body_bytes, now);
  if (c.result.cls == outcome_class::limited && c.result.retry_after) admission_.hold(now + *c.result.retry_after);
  if (c.result.usage) budget_.heard(*c.result.usage);
  if (budget_.used_up() && !std::exchange(said_stop_, true)) {
    send(crew_.supervisor,
         cannot_go_on{
             {.code = exit_code::limit_reached,
              .what = "the org's calls of the day are used up to the reserve (" +
                      std::to_string(budget_.level()->used) + " of " + std::to_string(budget_.level()->max) + ")",
              .remedy = "run again with --resume after the org's 24 hours have moved on, or lower --api-reserve"}});
  }
  completion told = c;
  told.at = now;
  told.in_flight_left = admission_.in_flight();
  send(crew_.scaler, std::move(told));
  listener_.in_flight(admission_.in_flight());
  listener_.bytes_held(admission_.bytes_held());
  pull();
}

void limiter::pull() {
  const time_point now = clock().now();
  bool any = false;
  while (const auto g = admission_.next(now)) {
    send(crew_.composer, *g);
    any = true;
  }
  if (any) {
    listener_.in_flight(admission_.in_flight());
    listener_.bytes_held(admission_.bytes_held());
  }
  if (const auto at = admission_.wake_at(now)) wake_at(*at);
}

void limiter::wake_at(time_point at) {
  if (alarm_ && *alarm_ <= at) return;
  alarm_ = at;
  delayed_send(this, std::max(duration::zero(), at - clock().now()), tick{});
}

}  // namespace sluice
