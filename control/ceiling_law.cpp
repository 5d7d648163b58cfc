#include "control/ceiling_law.hpp"

#include <algorithm>
#include <numeric>

namespace sluice {

namespace {
constexpr duration longest_wait = std::chrono::minutes(2);
constexpr std::size_t answers_between_probes = 1000;  // one refusal is no loss beside so many
constexpr duration between_steps = std::chrono::seconds(1);
constexpr duration first_look = std::chrono::seconds(3);
constexpr double losses_that_show = 3;
constexpr std::size_t calls_that_show = 4;
constexpr std::size_t times_that_show = 20;
constexpr duration doubts_last = std::chrono::minutes(1);
constexpr double loss_share = 0.1;  // of the calls: an unlucky line may lose so many
// Where calls over the bound are lost.
constexpr double well_below = 0.8;  // of what was lost: some are on the way and not yet counted by the org
constexpr double silent_loss_share = 0.01;
// Just over the bound some come back too, the more the greater it is: calls on the way are not yet counted.
constexpr double singles_to_rise = 2.4;  // for each call at once
constexpr double least_singles = 6;
constexpr duration least_pause = std::chrono::seconds(30);
constexpr double lost_to_singles = 0.02;  // of what the ceiling bears: one that is lost holds a place till it times out
constexpr duration between_singles = std::chrono::milliseconds(100);
// A single call that has not come back after so long, and so many times the usual latency, is lost.
constexpr duration least_wait_for_single = std::chrono::seconds(1);
constexpr int latencies_of_single = 5;
constexpr double usual_memory = 0.02;
}  // namespace

ceiling_law::ceiling_law(std::size_t max) : max_(max), ceiling_(max), long_(max) {
  answered_.reserve(max + 1);
  times_.resize(max + 1);
}

void ceiling_law::start_near(std::size_t cap) {
  ceiling_ = std::clamp<std::size_t>(cap, 1, max_);
  wait_ = first_look;
}

void ceiling_law::refused(std::size_t in_flight, time_point now) {
  long_.refused(in_flight, now);
  const bool vain = probing_ && step_ == 1;
  ceiling_ = std::min(ceiling_, std::max<std::size_t>(1, in_flight > 1 ? in_flight - 1 : 1));
  changed_ = now;
  answers_ = 0;
  wait_ = vain ? std::min(wait_ * 2, longest_wait) : std::max<duration>(wait_, std::chrono::seconds(10));
  probing_ = false;
  tried_ = false;
  silent_ = false;
  one_more_ = false;
  step_ = 1;
}

void ceiling_law::remember(const grant& g) {
  // Calls don't come back in the order of their grants.
  const auto at = std::find_if(answered_.begin(), answered_.end(), [&](const answered& a) { return a.grant >= g.id; });
  if (at != answered_.end() && at->in_flight >= g.in_flight) return;
  const auto first = std::find_if(answered_.begin(), at, [&](const answered& a) { return a.in_flight <= g.in_flight; });
  const auto place = answered_.erase(first, at);
  if (answered_.size() < answered_.capacity()) answered_.insert(place, {.grant = g.id, .in_flight = g.in_flight});
}

std::size_t ceiling_law::most_answered_since(std::uint64_t grant) const {
  const auto at = std::find_if(answered_.begin(), answered_.end(), [&](const answered& a) { return a.grant > grant; });
  return at == answered_.end() ? 0 : at->in_flight;
}

void ceiling_law::succeeded(const grant& g, std::size_t in_flight_left, time_point now) {
  remember(g);
  ++times_[std::min(g.in_flight, max_)];
  last_answer_ = now;
  usual_ += std::chrono::duration_cast<duration>(usual_memory * (now - g.at - usual_));
  long_.let_in(g, in_flight_left, now);
  losses_ = std::max(0.0, losses_ - (silent_ ? silent_loss_share : loss_share));
  if (losses_ == 0 && !silent_) least_lost_ = std::numeric_limits<std::size_t>::max();
  if (!known() || long_.shown()) return;
  if (silent_) {
    try_single(g, in_flight_left, now);
  } else {
    step_up(g, now);
  }
}

void ceiling_law::step_up(const grant& g, time_point now) {
  tried_ = tried_ || g.in_flight >= ceiling_;
  ++answers_;
  const bool waited = now - changed_ >= wait_ || answers_ >= answers_between_probes;
  if (probing_ ? now - changed_ < between_steps || !tried_ : !waited) return;
  if (probing_) step_ *= 2;
  ceiling_ = std::min(ceiling_ + step_, max_);
  changed_ = now;
  probing_ = true;
  tried_ = false;
}

duration ceiling_law::first_pause() const {
  const double of_time = 1 / (lost_to_singles * static_cast<double>(ceiling_));
  return std::max(least_pause, from_seconds(of_time * seconds(lost_after_)));
}

// Others over the ceiling left before it was lowered.
bool ceiling_law::is_single(const grant& g) const {
  return g.in_flight > ceiling_ && g.at >= asked_;
}

void ceiling_law::try_single(const grant& g, std::size_t in_flight_left, time_point now) {
  if (one_more_) {
    one_more_ = false;
    changed_ = now;
    if (!is_single(g)) {
      probing_ = in_flight_left >= ceiling_;  // else there was none to leave
      return;
    }
  }
  if (probing_ && is_single(g)) {
    probing_ = false;
    wait_ = between_singles;
    const double enough = std::max(least_singles, singles_to_rise * static_cast<double>(ceiling_));
    if (static_cast<double>(++singles_back_) < enough) return;
    singles_back_ = 0;
    ceiling_ = std::min(ceiling_ + 1, max_);
    pause_ = first_pause();
    return;
  }
  if (probing_ && now - changed_ > std::max(least_wait_for_single, latencies_of_single * usual_)) {
    // It has not come back.
    probing_ = false;
    singles_back_ = 0;
    wait_ = pause_;
    pause_ = std::min(pause_ * 2, std::max(longest_wait, first_pause()));
  }
  if (probing_ || now - changed_ < wait_ || g.in_flight < ceiling_) return;
  one_more_ = probing_ = true;
  asked_ = changed_ = now;
}

bool ceiling_law::borne(std::size_t in_flight) const {
  const auto from = times_.begin() + static_cast<std::ptrdiff_t>(std::min(in_flight, max_));
  return std::accumulate(from, times_.end(), std::size_t{0}) >= times_that_show;
}

bool ceiling_law::doubted_again(duration age, time_point now) {
  const bool again = doubted_ && now - *doubted_ > age / 2 && now - *doubted_ < doubts_last;
  if (!doubted_ || !again) doubted_ = doubted_ && now - *doubted_ <= age / 2 ? doubted_ : now;
  return again;
}

bool ceiling_law::lost(const grant& g, duration age, time_point now) {
  if (g.in_flight > ceiling_) return false;
  // Later calls came back though as many were out: an unlucky one, unless it is known that there is a bound near.
  if (!silent_ && most_answered_since(g.id) >= g.in_flight) return false;
  // Where as many had come back before, an outage is likelier, but not twice.
  if (!silent_ && borne(g.in_flight) && !doubted_again(age, now)) return false;
  // Where nothing at all has come back for long, one call speaks for all that are out.
  const bool dead = g.in_flight >= calls_that_show && last_answer_ && now - *last_answer_ > age / 2;
  losses_ += dead ? losses_that_show : 1;
  least_lost_ = std::min(least_lost_, g.in_flight);
  if (losses_ < losses_that_show) return false;
  const auto below = static_cast<std::size_t>(well_below * static_cast<double>(least_lost_ - 1));
  refused(std::max<std::size_t>(1, below) + 1, now);
  silent_ = true;
  std::fill(times_.begin(), times_.end(), 0);
  wait_ = first_look;
  lost_after_ = age;
  pause_ = first_pause();
  singles_back_ = 0;
  losses_ = 0;
  return true;
}

}  // namespace sluice
