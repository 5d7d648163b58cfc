#include "actors/composer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sluice {

composer::composer(caf::actor_config& config, const ledger_options& options, observer& listener)
    : composer_actor::base(config), listener_(listener), ledger_(options) {
  set_down_handler([this](const caf::down_msg& down) { forget(down.source); });
}

composer::behavior_type composer::make_behavior() {
  return {
      [this](const crew& c) { crew_ = c; },
      [this](const want& w, const asker_actor& who) { take(w, who); },
      [this](const grant& g) { build(g); },
      [this](const replied& r) { read(r); },
      [this](const retry_due& r) {
        ledger_.due(r.call);
        tell_ready();
      },
      [this](const renewed&) {
        ledger_.renewed();
        tell_ready();
      },
      [this](const not_started& n) {
        ledger_.starting(n.objects);
        tell_ready();
      },
      [this](stop) {
        stopping_ = true;
        if (const std::size_t bytes = ledger_.stop(); bytes > 0) send(crew_.limiter, freed{bytes});
        tell_ready();
        tell_drained();
      },
  };
}

void composer::on_exit() {
  crew_ = {};
  askers_.clear();
}

void composer::take(const want& w, const asker_actor& who) {
  const std::uint64_t id = ++last_want_;
  const auto address = caf::actor_cast<caf::actor_addr>(who);
  if (wants_of_.insert_or_assign(address, id).second) monitor(who);
  askers_[id] = {.who = who, .want = w.id};
  ledger_.want({.id = id, .asks = w.asks, .object = w.object, .since = clock().now()}, w.urgent);
  tell_ready();
}

// Its call, if one is out, goes on: the grant is the call's.
void composer::forget(const caf::actor_addr& who) {
  const auto it = wants_of_.find(who);
  if (it == wants_of_.end()) return;
  const std::uint64_t last = it->second;
  wants_of_.erase(it);
  if (askers_.erase(last) == 0) return;  // answered before
  ledger_.gone(last);
  tell_ready();
}

void composer::build(const grant& g) {
  seen_grant_ = g.id;
  const time_point now = clock().now();
  if (auto call = ledger_.next(now)) {
    if (call->waited_since) listener_.waited(now - *call->waited_since);
    send(crew_.gateway, dispatch{.call = call->id,
                                 .granted = g,
                                 .kind = std::move(call->kind),
                                 .form = call->form,
                                 .objects = call->objects,
                                 .request = std::move(call->request)});
    if (std::abs(ledger_.objects_per_call() / told_objects_per_call_ - 1) > 0.1) {
      told_objects_per_call_ = ledger_.objects_per_call();
      send(crew_.supervisor, objects_per_call{told_objects_per_call_});
    }
  } else {
    send(crew_.limiter, unused{g});
  }
  tell_ready();
}

void composer::read(const replied& r) {
  if (r.verdict.cls == outcome_class::ok) has_answered_ = true;
  ledger_effects effects = ledger_.heard(r.call, *r.result, r.verdict, clock().now());
  if (effects.renew) {
    send(crew_.session, unauthorized{.generation = r.generation, .has_answered = std::exchange(has_answered_, false)});
  }
  carry_out(r.call, std::move(effects));
  tell_ready();
  tell_drained();
}

void composer::carry_out(std::uint64_t call, ledger_effects effects) {
  if (effects.freed_bytes > 0) send(crew_.limiter, freed{effects.freed_bytes});
  for (auto& d : effects.deliveries) {
    const auto it = askers_.find(d.want);
    byte_lease lease;
    if (d.bytes > 0) {
      lease = byte_lease(d.bytes, [to = crew_.limiter](std::size_t n) { caf::anon_send(to, freed{n}); });
    }
    send(it->second.who, answered{.want = it->second.want,
                                  .content = std::move(d.content),
                                  .lease = std::move(lease),
                                  .attempts = d.attempts});
    askers_.erase(it);
  }
  if (effects.again_at) {
    listener_.call_retried(effects.again_kind, effects.again_class);
    delayed_send(this, std::max(duration::zero(), *effects.again_at - clock().now()), retry_due{call});
  }
}

void composer::tell_ready() {
  const ready now{.calls = ledger_.ready(), .next_bytes = ledger_.next_bytes(), .seen = seen_grant_};
  if (now == told_) return;
  told_ = now;
  listener_.calls_waiting(now.calls);
  listener_.mailbox(actor_type::composer, mailbox().size());
  send(crew_.limiter, now);
}

void composer::tell_drained() {
  if (stopping_ && ledger_.out() == 0) send(crew_.supervisor, drained{});
}

}  // namespace sluice
