#include "control/adaptive_law.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sluice {

namespace {
constexpr std::size_t calls_of_an_event = 20;  // or the window: most of them fail, single ones say nothing of the load
constexpr double overload_cut = 0.7;
constexpr double near_history = 0.75;
constexpr double outage_pace = 2;         // probes a second
constexpr std::size_t near_ceiling = 20;  // a twentieth, or one call, may be the noise of latencies
constexpr double client_memory = 0.02;    // of a call among those of late, at most
// Shares of a call's time that wait at this machine: it is busy, no longer so, and more calls would only wait there.
constexpr double client_busy = 0.12;
constexpr double client_free = 0.06;
constexpr double client_full = 0.25;

window_options window_of(const law_options& options) {
  if (options.fixed) return {.first = *options.fixed, .max = *options.fixed, .stays = true};
  window_options w = options.window;
  if (!options.history || options.history->window == 0) return w;
  const auto near = static_cast<std::size_t>(near_history * static_cast<double>(options.history->window));
  w.first = std::clamp<std::size_t>(near, 1, w.max);
  return w;
}
}  // namespace

refusal ascribe(const outcome& o) {
  if (o.cls == outcome_class::overloaded) return refusal::overloaded;
  if (o.cls != outcome_class::limited) return refusal::none;
  if (o.usage && o.usage->max > 0 && o.usage->used >= o.usage->max) return refusal::daily;
  return o.hint == limit_hint::at_once ? refusal::too_many_at_once : refusal::rate_limited;
}

adaptive_law::adaptive_law(const law_options& options)
    : options_(options),
      window_(window_of(options)),
      pace_(options.seed),
      ceiling_(options.fixed.value_or(options.window.max)) {
  if (options.history && options.history->cap) ceiling_.start_near(*options.history->cap);
  if (options.history && options.history->per_second) {
    pace_.start_near(*options.history->per_second, options.history->burst);
    setting_.pace = pace_.pace();
    setting_.burst = pace_.burst();
  }
  if (options_.history) window_.expect(options_.history->baselines);
  window_.limit(ceiling_.ceiling());
  said_ceiling_ = ceiling_.ceiling();
  setting_.window = window();
}

std::size_t adaptive_law::window() const {
  const std::size_t wanted = options_.fixed.value_or(window_.window());
  if (trial_.on()) return std::min({wanted, ceiling_.ceiling(), trial_.window()});
  if (wanted < ceiling_.ceiling()) return std::min(wanted, ceiling_.just_now());
  return ceiling_.just_now() + (ceiling_.lets_one_more() ? 1 : 0);
}

known_limits adaptive_law::learnt() const {
  known_limits known{.window = window_.lasting(), .burst = pace_.org_burst(), .baselines = window_.baselines()};
  if (pace_.met_wall()) known.per_second = pace_.pace();
  if (ceiling_.known()) known.cap = ceiling_.ceiling();
  return known;
}

law_view adaptive_law::view() const {
  return {.ceiling = ceiling_.ceiling(), .latency_ratio = window_.inflation(), .baselines = window_.baselines()};
}

refusal adaptive_law::ended(const completion& c) {
  refusal why = ascribe(c.result);
  decisions_.clear();
  switch (c.result.cls) {
    case outcome_class::ok:
      if (outage_.on()) overloads_ = 0;
      outage_.succeeded(c.at);
      pace_.accepted(c);
      ceiling_.succeeded(c.granted, c.in_flight_left, c.at);
      heed_client(c);
      window_.limit(bound());
      relieve(c);
      judge_trial(c);
      unused_ = c.granted.in_flight + 1 >= setting_.window ? 0 : unused_ + 1;
      // While calls are turned away, those that come back are the slow ones that left before.
      if (c.granted.epoch >= answered_.at_once) window_.succeeded(c);
      break;
    case outcome_class::limited:
      why = limited(c, why);
      break;
    case outcome_class::overloaded:
    case outcome_class::broken:
      if (!c.result.cancelled) failed(c);
      break;
    case outcome_class::rejected:  // the org answered well enough; its latency is not a reply's
      outage_.succeeded(c.at);
      pace_.accepted(c);
      break;
  }
  follow(c.at);
  return why;
}

// What is known already of the org's limits may say enough.
bool adaptive_law::says_nothing(const outcome& o) const {
  return o.hint == limit_hint::none && !o.retry_after && !std::isfinite(pace_.pace());
}

// A refusal that hints at nothing: none as long as the trial is open.
refusal adaptive_law::tried(const completion& c) {
  if (trial_.on()) {
    if (!trial_.concerns(c.granted)) return refusal::none;
    if (trial_.refused(c.granted, setting_.epoch + 1) == limit_trial::verdict::open) return refusal::none;
    trial_.end();
    return refusal::rate_limited;
  }
  if (c.granted.epoch < answered_.last()) return refusal::none;
  if (ceiling_.known() && c.granted.in_flight > ceiling_.ceiling()) return refusal::too_many_at_once;
  trial_.begin(c.granted.in_flight, setting_.epoch + 1);
  answered_.rate = answered_.at_once = setting_.epoch + 1;
  return refusal::none;
}

void adaptive_law::judge_trial(const completion& c) {
  if (!trial_.concerns(c.granted) || trial_.succeeded(c.granted) != limit_trial::verdict::at_once) return;
  too_many(trial_.window() + 1, c.at);
  trial_.end();
}

void adaptive_law::too_many(std::size_t in_flight, time_point now) {
  ceiling_.refused(in_flight, now);
  window_.limit(ceiling_.ceiling());
}

refusal adaptive_law::limited(const completion& c, refusal why) {
  if (why == refusal::rate_limited && says_nothing(c.result)) {
    const refusal found = tried(c);
    if (found == refusal::none) return why;
    why = found;
  } else if (trial_.on() && why != refusal::daily) {
    trial_.end();
  }
  std::uint32_t& answered = why == refusal::too_many_at_once ? answered_.at_once : answered_.rate;
  const bool first = c.granted.epoch >= answered;
  if (why == refusal::rate_limited || why == refusal::daily) pace_.refused(c, first);
  if (why == refusal::too_many_at_once) pace_.passed(c);
  if (why == refusal::too_many_at_once && first) too_many(c.granted.in_flight, c.at);
  if (first) answered = setting_.epoch + 1;
  return why;
}

void adaptive_law::failed(const completion& c) {
  pace_.ended(c);
  if (c.result.code == "timeout" && !outage_.on() && ceiling_.lost(c.granted, c.latency, c.at)) {
    window_.limit(ceiling_.ceiling());
    bound_epoch_ = setting_.epoch + 1;
  }
  // What was out when a bound was found is explained by it.
  if (c.result.code == "timeout" && c.granted.epoch < bound_epoch_) return;
  outage_.failed(setting_.window, c.at);
  if (c.result.cls != outcome_class::overloaded || c.granted.epoch < answered_.overloaded) return;
  if (overloads_ == 0) {
    first_overloaded_ = c.granted.id;
    overloads_end_ = c.granted.id + std::max(calls_of_an_event, setting_.window);
  }
  if (c.granted.id >= first_overloaded_ && c.granted.id < overloads_end_) ++overloads_;
}

// Only an org that also answers can be overloaded by the window; one that answers nothing is out, and comes back to the
// window that it had.
void adaptive_law::relieve(const completion& c) {
  // At the beginning of an outage calls that were let in before come back, and no others.
  if (overloads_ == 0 || c.granted.id < overloads_end_) return;
  const bool most = 2 * overloads_ > overloads_end_ - first_overloaded_;
  overloads_ = 0;
  if (!most) return;
  const double to = overload_cut * static_cast<double>(setting_.window);
  too_many(static_cast<std::size_t>(to) + 1, c.at);
  answered_.overloaded = setting_.epoch + 1;
}

// A line of calls that this machine has not yet sent, or whose replies it has not yet heard, is no queue at the org:
// its time is in no latency. Where it is a good part of a call's time, the machine is full.
void adaptive_law::heed_client(const completion& c) {
  const double memory = std::min(client_memory, 1 / static_cast<double>(setting_.window));
  held_s_ += memory * (seconds(c.latency + c.client_wait) - held_s_);
  client_s_ += memory * (seconds(c.client_wait) - client_s_);
  client_binds_ = client_s_ > (client_binds_ ? client_free : client_busy) * held_s_;
}

// What the window may grow to: not on while this machine is full.
std::size_t adaptive_law::bound() const {
  const bool full = client_s_ > client_full * held_s_;
  return full ? std::min(ceiling_.ceiling(), window_.window()) : ceiling_.ceiling();
}

binding adaptive_law::binds() const {
  if (outage_.on()) return binding::outage;
  if (client_binds_) return binding::client;
  if (std::isfinite(pace_.pace())) return binding::rate;
  // Calls that were granted under a smaller window show nothing; one window's worth of later ones does.
  if (unused_ > setting_.window) return binding::work;
  // A round below the ceiling may be a mere look at the baseline.
  if (window_.rounds() - round_at_ceiling_ <= 1) return ceiling_.known() ? binding::concurrency : binding::none;
  return window_.holds() ? binding::queueing : binding::none;
}

void adaptive_law::decide(const setting& next) {
  const auto say = [this](decision_kind what, binding why, double from, double to) {
    decisions_.push_back({.what = what, .why = why, .from = from, .to = to});
  };
  if (outage_.on() != said_outage_) {
    said_outage_ = outage_.on();
    return say(said_outage_ ? decision_kind::outage_began : decision_kind::outage_ended, next.binds, 0, 0);
  }
  if (pace_.learnt() != said_pace_) {
    said_pace_ = pace_.learnt();
    say(decision_kind::rate_learnt, binding::rate, setting_.pace, next.pace);
  }
  const auto before = static_cast<double>(said_ceiling_);
  if (ceiling_.ceiling() != said_ceiling_) {
    said_ceiling_ = ceiling_.ceiling();
    say(decision_kind::cap_learnt, binding::concurrency, before, static_cast<double>(said_ceiling_));
  }
  if (window_.renewals() != std::exchange(said_renewals_, window_.renewals())) {
    say(decision_kind::baseline_renewed, next.binds, 1, window_.renewed_by());
  }
  const bool judged = window_.rounds() != std::exchange(said_rounds_, window_.rounds());
  if (next.window == setting_.window) {
    if (judged)
      say(decision_kind::held, next.binds, static_cast<double>(next.window), static_cast<double>(next.window));
    return;
  }
  const bool grows = next.window > setting_.window;
  say(grows ? decision_kind::grew : decision_kind::shrank, next.binds, static_cast<double>(setting_.window),
      static_cast<double>(next.window));
}

void adaptive_law::follow(time_point now) {
  setting next = setting_;
  next.window = window();
  next.pace = pace_.pace();
  next.burst = pace_.burst();
  const time_point hold = std::max({pace_.hold_until(), outage_.hold_until(), ceiling_.hold_until()});
  if (hold > now) next.hold_until = hold;
  if (outage_.on()) {
    // Some outages answer nothing: a probe that hangs must not keep the next one.
    next.pace = std::min(next.pace, outage_pace);
    next.burst = 1;
  }
  const std::size_t ceiling = ceiling_.ceiling();
  const std::size_t near = ceiling_.known() ? std::max<std::size_t>(1, ceiling / near_ceiling) : 0;
  if (next.window + near >= ceiling) round_at_ceiling_ = window_.rounds();
  next.binds = binds();
  decide(next);
  // An answered event needs a new epoch even where the numbers stay: it parts the grants before from those after.
  if (next == setting_ && answered_.last() <= setting_.epoch) return;
  next.epoch = setting_.epoch + 1;
  setting_ = next;
}

}  // namespace sluice
