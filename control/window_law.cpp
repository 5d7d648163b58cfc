#include "control/window_law.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sluice {

namespace {
// Rounds, in replies.
constexpr double first_round_share = 0.8;  // of the window: the slowest are not waited for
constexpr double replies_per_call = 1;
constexpr double replies_in_rise = 0.7;  // of calls whose latencies have no more spread than ...
constexpr double alike = 0.45;
constexpr double round_min = 12;
constexpr double round_max = 100;
constexpr double test_max = 200;
constexpr std::size_t replies_alone = 4;  // of calls that nothing is in flight beside: none of them has queued
constexpr double left_over = 1.5;
constexpr double shortest_reply_s = 1e-6;
// Evidence. A round's replies met the same queue, so they are less than independent.
constexpr double dependence = 1.5;
constexpr double model_error = 0.03;  // in ln(latency): no org is quite as supposed
constexpr double unsteady_memory = 0.2;
constexpr double unsteady_most = 0.15;  // of one change: a great one is the org's
constexpr double rise_bias = 0.35;      // of the spread: the first to come back are the short ones
constexpr double least_spread_in_rise = 0.3;
constexpr double spread_memory = 0.1;
constexpr double standing_queue = 1.3;
constexpr double great_queue = 2;  // in it kinds are too alike to be told apart
constexpr double renewal = 0.15;   // in ln(latency): a change worth telling
// The first burst.
constexpr double burst_queue = 0.6;  // in ln(latency)
constexpr double burst_errors = 2;
constexpr double burst_cut = 0.25;
constexpr double burst_capacity = 0.6;
constexpr double burst_odds = 0.3;
// Steps.
constexpr double greatest_growth = 2;
constexpr double deepest_cut = 0.25;
constexpr double great_step = 1.4;
constexpr double surely_more = 1.2;  // a great step needs a capacity that is likelier above this than below
constexpr double even_odds = 0.5;
constexpr double not_worth_a_step = 0.04;
// Tests.
constexpr std::size_t first_test = 12;  // rounds
constexpr std::size_t rarest_test = 96;
constexpr std::size_t sooner_when_likely = 4;
constexpr double down_test = 0.75;
constexpr double deep_test = 0.5;
constexpr double least_test_step = 1.25;
constexpr double greatest_test_step = 2;
constexpr std::size_t rarer_undoubted = 2;
constexpr std::size_t rarer_where_alone_tell = 4;  // a question upward, where ones downward say more
constexpr std::size_t sooner_where_it_moves = 2;
constexpr std::uint32_t search = 24;    // rounds: what changes later is the org
constexpr double told = 1.4;            // errors that a test's step is worth: it hears so many replies, or steps so far
constexpr double tests_in_round = 3.2;  // their replies: a test for more room is then made sooner
constexpr std::size_t small_window = 8;
constexpr std::size_t told_by_one = 4;  // whether so small a window queues shows only beside calls that are alone
constexpr double told_alone = 4;        // errors that the difference must be worth
constexpr double doubted_share = 0.8;
constexpr double meant_queue = 1.6;  // calls: what a small window holds of purpose
constexpr double doubt = 0.2;
constexpr double doubt_asked_alone = 0.05;  // a look at calls that are alone is over after a few of them
constexpr double doubted_for_a_test = 0.1;  // of what is believed
constexpr double heard_within = 1.06;       // of the window
constexpr double close_to_best = 0.1;
constexpr double new_load = 1.5;    // of the window, or ...
constexpr double new_level = 0.25;  // of ln(latency), or so many errors: what was tested is past
constexpr double new_level_errors = 3.3;

// Of a mean of so many replies.
double sampling_variance(double spread, double replies) {
  return dependence * spread * spread / replies;
}
}  // namespace

window_law::window_law(window_options options)
    : options_(options),
      window_(std::clamp<std::size_t>(options.first, 1, options.max)),
      ceiling_(options.max),
      rounds_to_test_(first_test) {}

std::size_t window_law::needed() const {
  const auto w = static_cast<double>(window_);
  if (!risen_) return std::max<std::size_t>(4, static_cast<std::size_t>(first_round_share * w));
  if (test_ == test::alone) return replies_alone;
  if (test_ != test::none) {
    const auto before = static_cast<double>(window_before_);
    const double replies = replies_to_tell(std::max({least_test_step, w / before, before / w}));
    return static_cast<std::size_t>(std::clamp(std::max(w, replies), round_min, test_max));
  }
  const bool few_tell = rising_ && spread_ < alike;
  return static_cast<std::size_t>(
      std::clamp((few_tell ? replies_in_rise : replies_per_call) * w, round_min, round_max));
}

// By which a window that many times larger or smaller shows through the spread.
double window_law::replies_to_tell(double times) const {
  const double error = std::log(times) / told;
  return sampling_variance(spread_, 1) / (error * error);
}

std::size_t window_law::lasting() const {
  const bool below = test_ == test::down || test_ == test::alone;
  const auto w = static_cast<double>(below ? window_before_ : window_);
  return static_cast<std::size_t>(shared_.left().value_or(w));
}

void window_law::succeeded(const completion& c) {
  const std::size_t in_flight = c.granted.in_flight;
  const double log_latency = std::log(std::max(seconds(c.latency), shortest_reply_s));
  // What is left of a much larger window are its slow calls.
  if (static_cast<double>(in_flight) > left_over * static_cast<double>(window_)) return;
  round_.used = std::max(round_.used, in_flight);
  if (!risen_) round_.used = std::max(round_.used, c.in_flight_left + 1);  // the last of them are not waited for
  const auto x = kinds_.excess(c.kind, c.latency, level_);
  // The calls before the work begins go one by one: they know a kind without a queue, and say nothing of the window.
  if (!risen_ && 2 * round_.used < window_) return;
  if (!risen_) (in_flight * 2 <= window_ ? round_.first_half : round_.second_half).add(log_latency);
  if (x) {
    group& g = rising_ && in_flight * 2 < window_before_ + window_ ? round_.before : round_.after;
    g.add(*x);
    g.in_flight_sum += static_cast<double>(in_flight);
    round_.latency_sum += seconds(c.latency);
    round_.log_sum += log_latency;
  } else if (!risen_) {
    ++round_.unknown;  // nothing is compared yet: that they came back is enough
  }
  if (round_.n() + round_.unknown >= needed()) judge(c.at);
}

void window_law::judge(time_point now) {
  ++rounds_;
  const bool first = !std::exchange(risen_, true);
  if (first && round_.n() < 2 * round_.unknown && burst_queued()) {
    const auto w = static_cast<double>(window_);
    belief_.refute_above(burst_capacity * w, burst_odds);
    round_ = {};
    return move_to(burst_cut * w);
  }
  // Of a window that is not used, the in-flight follows the latency, not the other way round.
  const bool in_use = round_.used >= std::min(window_, window_before_);
  if (round_.n() > 0 && in_use) {
    const double unloaded_before = belief_.unloaded();
    learn_from_round();
    tell_shared(unloaded_before, now);
  }
  kinds_.end_round(inflation_ < great_queue, belief_.unloaded());
  const auto used = static_cast<double>(round_.used);
  const bool heard = heard_test();
  round_ = {};
  rising_ = false;
  if (heard && !options_.stays) step(used);
}

void window_law::learn_from_round() {
  learn_spread();
  const double s = rising_ ? std::max(least_spread_in_rise, spread_) : spread_;
  const double bias = rising_ && test_ == test::none ? rise_bias * s : 0;
  for (const group* g : {&round_.before, &round_.after}) {
    if (g->n == 0) continue;
    const double of_sampling = sampling_variance(s, static_cast<double>(g->n));
    learn_unsteadiness(g->mean() - level_, of_sampling);
    level_ = g->mean();
    last_ = {.in_flight = g->in_flight(),
             .level = level_,
             .variance = of_sampling + bias * bias + std::max(model_error * model_error, unsteadiness_),
             .rho = rho_};
    belief_.observe(last_);
  }
  inflation_ = std::max(0.1, inflation_at(level_ - belief_.unloaded(), rho_));
  renew_baseline();
}

// What their sampling does not explain of how rounds of one window differ: a busy machine, kinds in turns, an org that
// moves all the time.
void window_law::learn_unsteadiness(double change, double of_sampling) {
  if (rounds_ == 1 || rising_ || window_ != window_before_) return;
  const double each = std::min(change * change / 2, unsteady_most * unsteady_most);
  unsteadiness_ += unsteady_memory * (each - of_sampling - unsteadiness_);
}

void window_law::tell_shared(double unloaded_before, time_point now) {
  const auto n = static_cast<double>(round_.n());
  shared_.heard({.level = level_,
                 .error = std::sqrt(sampling_variance(spread_, n)),
                 .replies = n,
                 .spread = spread_,
                 .rho = rho_,
                 .unloaded = unloaded_before,
                 .in_flight = round_.latest().in_flight(),
                 .window = window_,
                 .rising = rising_,
                 .latency = from_seconds(round_.latency_sum / n),
                 .at = now});
}

void window_law::learn_spread() {
  const auto n = static_cast<double>(round_.n());
  const double freedom = static_cast<double>(round_.before.n > 0) + static_cast<double>(round_.after.n > 0);
  if (n <= freedom || test_ == test::alone) return;
  const double variance = (round_.before.deviations() + round_.after.deviations()) / (n - freedom);
  // A queue makes latencies alike; how they are without one is what counts. So even the first rounds, which count for
  // most, make them less wide only slowly.
  const bool queues = inflation_at(round_.latest().mean() - belief_.unloaded(), rho_) > great_queue;
  const double of_few = queues && variance < spread_ * spread_ ? 0 : 1 / (1 + static_cast<double>(rounds_));
  const double memory = std::max(spread_memory, of_few);
  spread_ = std::sqrt((1 - memory) * spread_ * spread_ + memory * variance);
  // How mean and mean logarithm differ is learnt only where hardly a queue stands.
  if (inflation_ > standing_queue) return;
  const double of_round = std::exp(round_.log_sum / n) * n / round_.latency_sum;
  rho_ += memory * (std::min(1.0, of_round) - rho_);
}

// Calls that were sent at once and wait for one another come back the later, the later they were sent. It matters where
// most of them were spent on getting to know their kinds.
bool window_law::burst_queued() const {
  const moments& a = round_.first_half;
  const moments& b = round_.second_half;
  if (a.n < 2 || b.n < 2) return false;
  const double variance = (a.deviations() + b.deviations()) / static_cast<double>(a.n + b.n - 2);
  const double error = std::sqrt(variance * (1 / static_cast<double>(a.n) + 1 / static_cast<double>(b.n)));
  return b.mean() - a.mean() > std::max(burst_queue, burst_errors * error);
}

void window_law::renew_baseline() {
  const double now = belief_.unloaded();
  if (rounds_ > 1 && std::abs(now - baseline_) < renewal) return;
  renewed_by_ = std::exp(now - baseline_);
  if (rounds_ > 1) ++renewals_;
  baseline_ = now;
}

void window_law::step(double used) {
  const auto w = static_cast<double>(window_);
  const auto ceiling = static_cast<double>(ceiling_);
  if (const auto to = shared_.asked()) {
    test_ = test::none;
    window_before_ = window_;
    return move_to(*to);
  }
  const bool alone = test_ == test::alone;
  const bool tested = std::exchange(test_, test::none) != test::none;
  const double reach = std::max(greatest_growth * used, alone ? static_cast<double>(window_before_) : 0);
  const double most = std::clamp(std::min(reach, shared_.most()), std::min(w, ceiling), ceiling);
  double to = belief_.best(std::max(1.0, std::floor(deepest_cut * w)), most);
  if (to > great_step * w && belief_.below(surely_more * w) > even_odds) to = std::max(w + 1, great_step * w);
  if (tested) level_heard();
  if (!alone) note_changes();
  if (std::abs(to - w) <= close_to_best * w && !tested) test_ = due_test(used);
  if (test_ == test::alone) to = 1;
  if (test_ == test::down) to = tested_down();
  if (test_ == test::up) to = std::min({greatest_growth * used, ceiling, std::max(w + 1, test_step() * w)});
  // Each step blurs what is seen, so small ones are not made; but for the last one to a ceiling.
  window_before_ = window_;
  if (to < ceiling && std::abs(to - w) <= std::max(not_worth_a_step * w, 0.5)) return;
  move_to(to);
}

// By a few replies to calls that are alone, were they as much quicker as there are calls.
bool window_law::calls_alone_tell() const {
  const double error = std::sqrt(sampling_variance(spread_, replies_alone));
  return window_ <= told_by_one && std::log(static_cast<double>(window_)) > told_alone * error;
}

// Times the window, upward or downward. Of a small one as much as a round tells: under a wide spread a call more or
// less would tell nothing, and a wrong belief stay.
double window_law::test_step() const {
  if (window_ >= small_window) return least_test_step;
  return std::clamp(std::exp(told * std::sqrt(sampling_variance(spread_, replies_in_round()))), least_test_step,
                    greatest_test_step);
}

double window_law::tested_down() const {
  const auto w = static_cast<double>(window_);
  const double part = belief_.below(deep_test * w) > even_odds ? deep_test : std::min(down_test, 1 / test_step());
  return std::min(w - 1, part * w);
}

// How likely it is that more of the window queues than is meant to.
double window_law::queued() const {
  const auto w = static_cast<double>(window_);
  return belief_.below(std::min(doubted_share * w, w - meant_queue));
}

// As rounds are at this window.
double window_law::replies_in_round() const {
  return std::clamp(static_cast<double>(window_), round_min, round_max);
}

void window_law::level_heard() {
  tested_level_ = level_;
  level_window_ = static_cast<double>(window_);
}

// A change that is not yet understood makes tests frequent again. The rounds that follow tell what it was, so they are
// heard first, unless latency fell.
void window_law::note_changes() {
  const auto w = static_cast<double>(window_);
  ++rounds_since_test_;
  const double by = level_ - tested_level_;
  const bool moved = std::max(w / tested_window_, tested_window_ / w) > new_load;
  const double much = std::max(new_level, new_level_errors * std::sqrt(sampling_variance(spread_, replies_in_round())));
  // By more than a change of one's own window explains.
  const double own = std::log(w / level_window_);
  const bool fell = by < std::min(0.0, own) - much;
  const bool rose = by > std::max(0.0, own) + much;
  if (!moved && !fell && !rose) return;
  fell_ = fell && !moved;
  if (!fell_) rounds_since_test_ = 0;
  org_moves_ = org_moves_ || (moved && rounds_ > search);
  tested_window_ = w;
  level_heard();
  rounds_to_test_ = first_test;
}

std::size_t window_law::rounds_between_tests() const {
  // A small window's rounds take many round trips, and few calls more or less are soon made good.
  const auto of_small = static_cast<double>(std::min(window_, small_window)) / small_window;
  // One that takes the replies of many rounds is made the rarer.
  const double dear = std::max(1.0, replies_to_tell(test_step()) / replies_in_round());
  return std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(rounds_to_test_) * of_small * dear));
}

window_law::test window_law::due_test(double used) {
  // A window that is not used shows nothing of itself.
  if (used < static_cast<double>(window_)) return test::none;
  const double queue_stands = queued();
  const std::size_t often = rounds_between_tests();
  const bool alone = calls_alone_tell();
  const std::size_t wait = alone || queue_stands > even_odds ? often / sooner_when_likely : often;
  if (rounds_to_test_ >= rarest_test) org_moves_ = false;
  // Room that was lost may come back, and nothing but a test shows it.
  const bool ask_soon = org_moves_ && rounds_to_test_ == first_test && window_ >= small_window &&
                        replies_in_round() > tests_in_round * replies_to_tell(least_test_step);
  // Of so small a window only more of it asks anything, unless calls alone do, which then tell enough.
  const std::size_t rarer = alone ? rarer_where_alone_tell : window_ > told_by_one ? rarer_undoubted : 1;
  const std::size_t sure = ask_soon ? often / sooner_where_it_moves : rarer * often;
  // Nothing has stopped the window on its way up to its end: whether that was right is asked too.
  const bool at_end = !alone && window_ >= options_.max && rounds_since_test_ >= 2 * sure;
  const bool down =
      window_ > 1 && (at_end || (queue_stands > (alone ? doubt_asked_alone : doubt) && rounds_since_test_ >= wait));
  const bool up = !down && window_ < ceiling_ && (fell_ || rounds_since_test_ >= sure);
  if (!down && !up) return test::none;
  // Where little is heard, or nothing has ever spoken against it, a wrong belief stays. Elsewhere rounds correct it,
  // and kinds that come in turns would be taken for what the doubt allows.
  if (at_end || window_ < small_window) belief_.doubt(last_, doubted_for_a_test);
  rounds_since_test_ = 0;
  fell_ = false;
  rounds_to_test_ = std::min(2 * rounds_to_test_, rarest_test);
  if (!down) return test::up;
  return alone ? test::alone : test::down;
}

// A test is heard when its replies are to calls that were sent under its window.
bool window_law::heard_test() const {
  const auto w = static_cast<double>(window_);
  if (test_ == test::none) return true;
  if (round_.after.n == 0) return false;
  if (test_ != test::up) return round_.after.in_flight() <= heard_within * w;
  return round_.after.in_flight() >= w / heard_within || round_.used < window_;
}

void window_law::move_to(double window) {
  const auto next = static_cast<std::size_t>(std::round(std::clamp(window, 1.0, static_cast<double>(ceiling_))));
  if (next == window_) return;
  rising_ = static_cast<double>(next) >= great_step * static_cast<double>(window_);
  window_before_ = std::exchange(window_, next);
}

void window_law::limit(std::size_t ceiling) {
  ceiling_ = std::clamp<std::size_t>(ceiling, 1, options_.max);
  if (window_ > ceiling_) move_to(static_cast<double>(ceiling_));
}

}  // namespace sluice
