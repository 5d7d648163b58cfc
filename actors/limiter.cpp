#include "actors/limiter.hpp"

#include <algorithm>

namespace sluice {

limiter::limiter(caf::actor_config& config, const limiter_options& options, observer& listener)
    : limiter_actor::base(config),
      listener_(listener),
      admission_(options.admission, {.window = 0}, {}),  // nothing leaves before the scaler's first setting
      budget_(options.api_reserve),
      budget_wait_(options.budget_wait) {}

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
        // One that an earlier alarm has overtaken would set another each time, and so would all those.
        if (alarm_ && clock().now() < *alarm_) return;
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
  if (c.result.usage) usage_heard(*c.result.usage, now);
  completion told = c;
  told.at = now;
  told.client_wait = std::max(duration::zero(), now - c.granted.at - c.latency);
  told.in_flight_left = admission_.in_flight();
  send(crew_.scaler, std::move(told));
  listener_.in_flight(admission_.in_flight());
  listener_.bytes_held(admission_.bytes_held());
  pull();
}

void limiter::usage_heard(org_usage level, time_point now) {
  if (now < budget_again_at_) return;
  admission_.probe(false);
  budget_.heard(level);
  if (budget_.used_up(admission_.in_flight())) day_used_up(now);
}

void limiter::day_used_up(time_point now) {
  const org_usage level = *budget_.level();
  if (!budget_wait_) {
    if (std::exchange(said_stop_, true)) return;
    send(crew_.supervisor, cannot_go_on{{.code = exit_code::limit_reached,
                                         .what = "the org's calls of the day are used up to the reserve (" +
                                                 std::to_string(level.used) + " of " + std::to_string(level.max) + ")",
                                         .kept = "what was finished is in the store",
                                         .remedy = "run again with --resume, or lower --api-reserve"}});
    return;
  }
  const duration wait = budget_wait_();
  budget_again_at_ = now + wait;
  budget_.forget();
  admission_.hold(budget_again_at_);
  admission_.probe(true);
  listener_.day_used_up(level, wait);
}

void limiter::pull() {
  const time_point now = clock().now();
  bool any = false;
  // A window that has just grown must not run past the day's reserve: the next replies tell how much is left of it.
  while (!budget_.used_up(admission_.in_flight())) {
    const auto g = admission_.next(now);
    if (!g) break;
    send(crew_.composer, *g);
    any = true;
  }
  if (any) {
    listener_.in_flight(admission_.in_flight());
    listener_.bytes_held(admission_.bytes_held());
    listener_.tokens_left(admission_.tokens());
    listener_.mailbox(actor_type::limiter, mailbox().size());
  }
  if (const auto at = admission_.wake_at(now)) wake_at(*at);
}

void limiter::wake_at(time_point at) {
  if (alarm_ && *alarm_ <= at) return;
  alarm_ = at;
  delayed_send(this, std::max(duration::zero(), at - clock().now()), tick{});
}

}  // namespace sluice
