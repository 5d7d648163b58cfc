#include "control/pace_law.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sluice {

namespace {
constexpr double slowest_per_second = 0.05;
constexpr double below_the_rate = 0.99;
constexpr double least_below = 0.003;  // where the rate is known well
constexpr double burst_seconds = 0.02;
constexpr double burst_share = 0.3;  // of the org's
constexpr double saved_seconds = 1;
constexpr double trusted_depth = 0.8;
constexpr double shortest_s = 0.05;
constexpr duration shortest_hold = std::chrono::milliseconds(200);
constexpr duration longest_hold = std::chrono::seconds(8);
constexpr duration longest_hold_later = std::chrono::seconds(30);
constexpr std::uint32_t walls_before_later = 25;
constexpr std::uint32_t walls_of_a_closure = 3;
constexpr double tries_per_second = 2;
constexpr double calls_that_end_a_row = 6;
// Upward.
constexpr double ramp_step = 1;  // while nothing but the first wall, or a rise, is known
constexpr double ramp_level_s = 0.25;
constexpr double ramp_calls = 1.5;
constexpr double told_well = 0.1;  // the rate, as a share
constexpr double probe_step = 0.25;
constexpr double greatest_step = 0.5;
constexpr double close_enough = 0.03;
constexpr double of_a_misfit = 0.25;
constexpr double most_doubt = 0.1;
constexpr double least_error = 0.006;  // of the rate: the search ends
constexpr double calls_to_show = 1;    // that went too fast, before a pace counts as held
constexpr double shortest_step_s = 0.5;
constexpr double longest_level_s = 30;
constexpr double a_call_or_two = 1.5;
constexpr double pace_in_use = 0.85;
constexpr double careful_cut = 0.7;
constexpr double deepest_pace_cut = 0.25;  // at one wall: others may have taken the rest
constexpr double a_fall = 0.005;
constexpr std::uint32_t falls_of_no_bucket = 3;  // in a row: walls come whatever the rate is thought to be
// A limiter that stays closed for so long, and for the time of so many calls, is no bucket.
constexpr double long_closed_s = 2;
constexpr double calls_of_a_closure = 4;
constexpr double below_a_window = 0.98;
constexpr double shortest_period_s = 1;
constexpr double periods_to_show = 2;
}  // namespace

pace_law::pace_law(std::uint64_t seed) : random_(seed), step_(probe_step) {}

void pace_law::start_near(double per_second, double burst) {
  rate_ = std::max(per_second, slowest_per_second);
  depth_ = std::max(1.0, burst);
  go(below_the_rate * rate_);
  searching_ = false;
}

// While the limiter seems to be closed, call by call.
bool pace_law::trying() const {
  return closed_still_ && walls_in_a_row_ >= walls_of_a_closure;
}

double pace_law::pace() const {
  return trying() ? std::min(pace_, tries_per_second) : pace_;
}

double pace_law::burst() const {
  if (!std::isfinite(pace_) || trying()) return 1;
  // Only what a bucket saves up, and is known to, is worth a burst: after a hold, above all. Where its walls don't fit,
  // someone else may have it.
  const bool known = error_ < of_a_misfit && walls_ > 1 && !ramping_ && period_s_ == 0;
  return std::max(
      1.0, std::min((known ? saved_seconds : burst_seconds) * pace_, (known ? trusted_depth : burst_share) * depth_));
}

// False: it was out at the wall.
bool pace_law::count(const completion& c) {
  if (!record_.let_in(c, std::isfinite(pace_))) {
    relearn();
    return false;
  }
  if (!opening_) opening_ = c.at - c.latency;
  if (closed_still_) opened();
  ++since_opening_;
  if (walls_in_a_row_ > 0 && record_.open().let_in() >= calls_that_end_a_row) walls_in_a_row_ = 0;
  return true;
}

void pace_law::accepted(const completion& c) {
  if (count(c) && std::isfinite(pace_)) step_up(c);
}

void pace_law::passed(const completion& c) {
  static_cast<void>(count(c));
}

void pace_law::refused(const completion& c, bool first) {
  record_.refused(c);
  relearn();
  if (first) ++walls_in_a_row_;
  if (first || c.result.retry_after) hold(c);
  // A limiter that let nothing in since the last wall is closed still: it says nothing of the pace.
  const bool closed = walls_ > 0 && closed_still_ && record_.unheard(c) < 1;
  if (closed) record_.open().held_s = std::max(0.0, seconds(hold_until_ - record_.last_wall()));
  if (!first) return;
  tried_ = c.at - c.latency;
  if (closed) return;
  if (!opening_) opening_ = tried_;
  since_opening_ += record_.wall(c, pace_, hold_until_);
  second_most_ = std::min(second_most_, record_.last().sent_last(shortest_period_s));
  closed_still_ = true;
  ++walls_;
  ++learnt_;
  const double known = rate_;
  const bool probed = probing_;
  learn();
  probes_.met_wall(known, rate_, probed);
}

// Late replies put right what was let in before the first wall.
void pace_law::relearn() {
  if (walls_ == 1 && period_s_ == 0 && ramping_ && record_.open().levels.size() == 1) learn_first();
}

void pace_law::hold(const completion& c) {
  duration wait = c.result.retry_after.value_or(duration::zero());
  if (!c.result.retry_after) {
    const duration longest = walls_in_a_row_ > walls_before_later ? longest_hold_later : longest_hold;
    duration bound = shortest_hold;
    for (std::uint32_t i = 1; i < walls_in_a_row_ && bound < longest; ++i) bound *= 2;
    wait = duration(std::uniform_int_distribution<duration::rep>(0, std::min(bound, longest).count())(random_));
  }
  hold_until_ = std::max(hold_until_, c.at + wait);
}

void pace_law::go(double pace) {
  pace_ = std::max(pace, slowest_per_second);
  record_.open().levels.back().pace = pace_;
}

// The pace after a wall.
void pace_law::learn() {
  const stretch& last = record_.last();
  const double rest_s = std::max(0.0, seconds(hold_until_ - record_.last_wall()));
  const double calls_of_rest = rate_ > 0 ? rate_ * rest_s : last.let_in();
  ramping_ = false;
  if (rest_s >= long_closed_s && calls_of_rest >= calls_of_a_closure) return learn_closed(rest_s);
  if (period_s_ >= long_closed_s) {
    if (seconds(record_.last_wall() - *opening_) > period_s_ / 2) return learn_closed(rest_s);
    period_s_ = 0;  // it doesn't stay closed: a bucket
  }
  if (by_second_ && !probing_) {
    // It counts otherwise after all.
    by_second_ = false;
    period_s_ = 0;
  }
  if (period_s_ > 0) {
    bracket();
  } else if (walls_ == 1) {
    learn_first();
  } else {
    learn_bucket();
  }
  probes_.cost(std::max(0.0, rest_s - trusted_depth * depth_ / pace_));
  opening_ = hold_until_;
  since_opening_ = 0;
}

// A burst was in it, so the rate is less than what went through; with the rest until the next call it may be too
// little.
void pace_law::learn_first() {
  const stretch& first = record_.closed()[0];
  depth_ = std::max(1.0, first.let_in());
  ramping_ = true;
  go((first.let_in() + of_a_token) / std::max(shortest_s, first.length_s() + record_.open().held_s));
}

// A limiter that stayed closed for long lets in by the time from opening to opening, not by the call.
void pace_law::learn_closed(double closed_s) {
  const bool probed = std::exchange(probing_, false);
  const time_point opens = record_.last_wall() + from_seconds(closed_s);
  // Windows are whole seconds long, and Retry-After is rounded up.
  const double span_s = std::max(1.0, std::floor(seconds(opens - *opening_)));
  const double rate = since_opening_ / span_s;
  period_s_ = std::max({period_s_, closed_s, period_s_ > 0 ? 0 : span_s});
  rate_ = probed ? std::max(rate_, rate) : rate;
  low_ = 0;
  high_ = std::numeric_limits<double>::infinity();
  searching_ = ramping_ = false;
  step_ = probe_step;
  probes_.ended(probed);
  probes_.cost(0);
  opening_ = opens;
  since_opening_ = 0;
  record_.forget_all();
  go(below_the_rate * rate_);
}

// The first call after a wall that is let in.
void pace_law::opened() {
  closed_still_ = false;
  const double closed_s = seconds(tried_ - record_.last_wall());
  if (walls_in_a_row_ < 2 || closed_s < long_closed_s || record_.closed().empty()) return;
  // Found by trying again and again.
  // It opened after the last try; taken for too early it costs refusals only.
  since_opening_ = record_.last().let_in();
  opening_ = record_.last_wall() - from_seconds(record_.last().length_s() - record_.last().held_s);
  learn_closed(closed_s);
  ++learnt_;
}

void pace_law::learn_bucket() {
  const double met = record_.last().pace();
  const bool probed = std::exchange(probing_, false);
  const double known = rate_;
  if (met <= low_ && !probed) {
    // What has held for long doesn't any more: the limit has been lowered.
    while (record_.closed().size() > 1) record_.forget(0);
    const double alone = fit_at(record_.closed(), depth_).rate;
    if (alone > careful_cut * met) record_.forget_all();  // it fell within this stretch
    low_ = 0;
    high_ = met;
    second_most_ = std::numeric_limits<double>::infinity();
    rate_ = std::clamp(alone, deepest_pace_cut * met, careful_cut * met);
    error_ = 1;
    searching_ = true;
    probes_.ended(false);
    return go(rate_);
  }
  if (record_.closed().size() == 2 && alike_by_second(record_.closed()[0], record_.closed()[1])) {
    by_second_ = true;
    period_s_ = shortest_period_s;
    rate_ = record_.closed()[0].let_in() / shortest_period_s;
    searching_ = false;
    step_ = probe_step;
    return go(below_a_window * rate_);
  }
  bucket_fit f = fit_bucket(record_.closed(), depth_);
  bool fits = true;
  while (f.misfit > 1 && record_.closed().size() > 1) {
    fits = false;
    const std::size_t odd = record_.closed().size() > 2 && f.worst + 1 < record_.closed().size() ? f.worst : 0;
    record_.forget(odd);
    f = odd == f.worst && record_.closed().size() > 1 ? fit_bucket(record_.closed(), depth_)
                                                      : fit_at(record_.closed(), depth_);
  }
  // After a rise nothing is sure but what held.
  const bool since_rise = record_.closed().size() == 1 && record_.closed()[0].full;
  misfits_ = fits && (since_rise || f.rate > (1 - close_enough) * low_) ? 0 : misfits_ + 1;
  // What is within the last fit's error is no fall.
  falls_ = !probed && f.rate < (1 - std::max(a_fall, error_)) * known ? falls_ + 1 : 0;
  if (misfits_ > 1 || falls_ >= falls_of_no_bucket) {
    falls_ = 0;
    period_s_ = shortest_period_s;
    searching_ = true;
    step_ = probe_step;
    low_ = 0;
    for (std::size_t i = 0; i < record_.closed().size(); ++i)
      low_ = std::max(low_, record_.closed()[i].least_by(period_s_));
    // If it is a window, all that it lets in came in the last second before a wall.
    high_ = std::min(met, second_most_ / period_s_);
    return go(std::max(low_, below_a_window * high_));
  }
  if (fits) depth_ = f.depth;
  high_ = std::min(high_, met);
  if (high_ <= low_) high_ = met;
  rate_ = std::clamp(f.rate, std::min(low_, met), met);
  error_ = fits ? f.error : std::max(f.error, of_a_misfit);
  // What was thought to be the rate met a wall: it lies lower, by as much as it is not known.
  if (!probed && met <= known)
    rate_ = std::max(std::min(low_, met), std::min(rate_, (1 - std::min(error_ / 2, most_doubt)) * met));
  if (const double least = deepest_pace_cut * std::min(met, known); !probed && rate_ < least) {
    rate_ = least;
    error_ = 1;
  }
  searching_ = false;
  step_ = probe_step;
  if (probed) probes_.ended(rate_ <= probe_timing::raised * known);
  go((1 - std::clamp(error_ / 2, least_below, 1 - below_the_rate)) * rate_);
}

// No bucket: between what held and what met a wall.
void pace_law::bracket() {
  const stretch& last = record_.last();
  const double met = last.pace();
  if (std::exchange(probing_, false) && low_ <= rate_) {
    probes_.ended(true);
    step_ = probe_step;
    return go(below_the_rate * rate_);
  }
  high_ = std::min(high_, met);
  if (met <= low_) low_ = 0;
  low_ = std::max(low_, std::min(last.least_by(period_s_), below_a_window * met));
  searching_ = high_ > (1 + close_enough) * low_;
  rate_ = low_ / below_the_rate;
  go(searching_ ? std::sqrt(low_ * high_) : low_);
}

double pace_law::ramp() const {
  if (record_.closed().size() != 1 || !record_.closed()[0].full) return ramp_step;
  return telling_step(record_.closed()[0], record_.open(), pace_, {.greatest = ramp_step, .told = told_well});
}

// Whether the rate is hardly known, or not to know it has cost as much by now as a wall may, if it is as far off as it
// may be.
bool pace_law::doubt_costs(double shown_s) const {
  return !ramping_ && period_s_ == 0 && error_ > least_error &&
         (error_ > told_well || error_ * shown_s > probes_.cost_s()) && high_ > (1 + close_enough) * rate_;
}

double pace_law::next_step() const {
  if (ramping_) return ramp_step;
  if (!searching_) return step_;
  const double half = std::isfinite(high_) ? std::sqrt(high_ / pace_) - 1 : greatest_step;
  return period_s_ > 0 ? half : std::clamp(half, close_enough / 2, step_);
}

// Whether the present level shows that the org lets more through than a step less.
bool pace_law::shows(double shown_s, double step) const {
  if (period_s_ > 0) return shown_s >= std::max(periods_to_show * period_s_, ramp_calls / pace_);
  if (ramping_) return shown_s >= std::max(ramp_level_s, ramp_calls / pace_);
  if (shown_s < std::max(shortest_step_s, calls_to_show / (step * pace_))) return false;
  return shown_s >= longest_level_s || tokens_left(record_.open(), pace_ / (1 + step), depth_) < of_a_token;
}

void pace_law::step_up(const completion& c) {
  const time_point now = c.at;
  level& last = record_.open().levels.back();
  const duration shown = now - std::max(last.from, hold_until_);
  const double shown_s = seconds(shown);
  if (shown_s < ramp_level_s) return;
  const double step = next_step();
  last.length_s = seconds(now - last.from);
  // Of the calls that are out as many are let in as leave in a call's time.
  const double out = std::min(static_cast<double>(c.in_flight_left), pace_ * std::min(record_.latency_s(), shown_s));
  const double heard = last.accepted;
  const double paced = pace_ * shown_s;
  last.accepted += out;
  // The pace is the sharper count, where it was used.
  if (last.accepted + a_call_or_two > paced) last.accepted = paced;
  const bool shown_enough = shows(shown_s, step);
  const double least = ramping_ || !shown_enough ? 0 : least_rate(record_.open(), depth_);
  const double ramp_by = ramping_ && shown_enough ? ramp() : 0;
  last.accepted = heard;
  if (!shown_enough) return;
  // A pace that was not used has not held.
  if (!ramping_ && last.accepted + 1 < pace_in_use * pace_ * (shown_s - record_.latency_s()))
    return record_.next_level(now, pace_);
  if (!ramping_) low_ = std::max(low_, period_s_ > 0 ? pace_ : std::min(pace_, least));
  if (!searching_ && !probing_ && doubt_costs(shown_s)) {
    searching_ = true;
    step_ = std::clamp(error_, close_enough, greatest_step);
  }
  if (!searching_ && !probing_ && shown < probes_.wait(pace_, period_s_)) return;
  if (pace_ >= high_) high_ = std::numeric_limits<double>::infinity();
  if (searching_ && high_ <= low_ * (1 + close_enough)) {
    if (period_s_ > 0) probes_.cost(0);  // that it is a window may be a wrong guess: a look above it comes soon
    searching_ = false;
    rate_ = low_ / below_the_rate;
    step_ = probe_step;
    return record_.next_level(now, pace_);
  }
  if (searching_ || probing_) step_ = std::min(2 * step_, greatest_step);
  if (!searching_) {
    probing_ = true;
    high_ = std::numeric_limits<double>::infinity();
  }
  const double factor = 1 + (ramping_ ? ramp_by : next_step());
  const bool has_risen = (probing_ || record_.closed().size() > 2) && period_s_ == 0 &&
                         low_ > rate_ * std::max(probe_timing::raised, 1 + 3 * error_);
  if (has_risen) {
    // The limit has been raised, and to how much the next wall says: what was saved up is full by now.
    rate_ = low_;
    error_ = 1;
    probing_ = false;
    searching_ = ramping_ = true;
    second_most_ = std::numeric_limits<double>::infinity();
  }
  pace_ *= factor;
  ++learnt_;
  if (has_risen) {
    record_.begin_full(now, pace_);
  } else {
    record_.next_level(now, pace_);
  }
}

}  // namespace sluice
