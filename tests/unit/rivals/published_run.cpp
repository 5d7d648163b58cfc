#include "tests/unit/rivals/published_run.hpp"

#include "control/admission.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <queue>
#include <tuple>
#include <utility>

namespace sluice::bench {

void level::add(std::size_t value, double for_s) {
  if (for_s > 0) held_s_[value] += for_s;
}

std::size_t level::max() const {
  return held_s_.empty() ? 0 : held_s_.rbegin()->first;
}

std::size_t level::mode() const {
  const auto longest = std::max_element(held_s_.begin(), held_s_.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
  return longest == held_s_.end() ? 0 : longest->first;
}

double level::mean() const {
  double sum = 0;
  double all_s = 0;
  for (const auto& held : held_s_) {
    sum += static_cast<double>(held.first) * held.second;
    all_s += held.second;
  }
  return all_s > 0 ? sum / all_s : 0;
}

namespace {
const time_point start = time_point(std::chrono::hours(1));

struct call {
  double ready_s = 0;  // at first
  std::size_t failures = 0;
};

class client {
 public:
  client(control_law& law, const published_plan& plan) : law_(law), plan_(plan), limiter_({}, law.current(), start) {}

  published_figures run() {
    next_fresh();
    pull();
    while (!events_.empty() && figures_.served < plan_.calls && seconds(events_.top().at - start) <= plan_.most_s) {
      const event next = events_.top();
      events_.pop();
      now_ = next.at;
      next.happens();
    }
    figures_.took_s = now_s();
    figures_.window.add(law_.current().window, now_s() - window_since_s_);
    const auto served = static_cast<double>(std::max<std::size_t>(1, figures_.served));
    figures_.mean_call_s /= served;
    figures_.mean_round_trip_s /= served;
    return std::move(figures_);
  }

 private:
  struct event {
    time_point at;
    std::uint64_t order;
    std::function<void()> happens;
    bool operator<(const event& other) const { return std::tie(other.at, other.order) < std::tie(at, order); }
  };

  [[nodiscard]] double now_s() const { return seconds(now_ - start); }
  void after(double s, std::function<void()> happens) {
    events_.push({now_ + from_seconds(s), ++order_, std::move(happens)});
  }

  // One call that was never sent waits its turn among those to be sent again; the next comes when it has gone.
  void next_fresh() {
    if (fresh_ == plan_.calls) return;
    const double ready_s = static_cast<double>(fresh_++) * plan_.interval_s;
    if (ready_s <= now_s()) return waiting_.push_back({.ready_s = ready_s});
    after(ready_s - now_s(), [this, ready_s] {
      waiting_.push_back({.ready_s = ready_s});
      pull();
    });
  }

  void pull() {
    limiter_.ready(waiting_.size(), 0, last_grant_);
    while (const auto g = limiter_.next(now_)) {
      last_grant_ = g->id;
      const call c = waiting_.front();
      waiting_.pop_front();
      if (c.failures == 0) next_fresh();
      send(*g, c);
      limiter_.ready(waiting_.size(), 0, last_grant_);
    }
    const auto wake = limiter_.wake_at(now_);
    if (!wake || (wake_ && *wake_ <= *wake && *wake_ > now_)) return;
    wake_ = wake;
    after(seconds(*wake - now_), [this] { pull(); });
  }

  void send(const grant& g, const call& c) {
    step_server(1);
    arrivals_.push_back(now_);
    prune();
    count_rate();
    const answer a = plan_.server({.at_s = now_s(), .in_flight = at_server_, .last_second = arrivals_.size()});
    if (a.never) step_server(-1);
    if (a.never || a.after_s > plan_.timeout_s) {
      after(plan_.timeout_s, [this, g, c, sent = now_] { ended(g, c, sent, {.cls = outcome_class::broken}); });
    }
    if (a.never) return;
    after(a.after_s, [this, g, c, sent = now_, a] {
      step_server(-1);
      prune();
      count_rate();
      if (a.after_s <= plan_.timeout_s) ended(g, c, sent, a.result);
    });
  }

  void ended(const grant& g, call c, time_point sent, const outcome& o) {
    limiter_.ended(g, 0, now_);
    const double round_trip_s = seconds(now_ - sent);
    if (o.cls == outcome_class::ok) {
      ++figures_.served;
      figures_.mean_call_s += now_s() - c.ready_s;
      figures_.mean_round_trip_s += round_trip_s;
    } else {
      ++figures_.failed;
      ++c.failures;
      after(plan_.wait_s(c.failures), [this, c] {
        waiting_.push_back(c);
        pull();
      });
    }
    const setting before = law_.current();
    law_.ended({.kind = kind_,
                .granted = g,
                .result = o,
                .latency = now_ - sent,
                .at = now_,
                .in_flight_left = limiter_.in_flight()});
    if (law_.current() != before) follow(before.window);
    after(0, [this] { pull(); });  // when all that came at this moment has been read
  }

  void follow(std::size_t window_before) {
    figures_.window.add(window_before, now_s() - window_since_s_);
    window_since_s_ = now_s();
    const setting& s = law_.current();
    while (figures_.reached_at.size() <= s.window) figures_.reached_at.push_back(now_s());
    limiter_.set(s, now_);
  }

  void step_server(int by) {
    figures_.in_flight.add(at_server_, now_s() - at_server_since_s_);
    at_server_since_s_ = now_s();
    by > 0 ? ++at_server_ : --at_server_;
  }

  void prune() {
    while (!arrivals_.empty() && arrivals_.front() <= now_ - std::chrono::seconds(1)) arrivals_.pop_front();
  }

  void count_rate() {
    figures_.rate.add(arrivals_.size(), now_s() - rate_since_s_);
    rate_since_s_ = now_s();
  }

  control_law& law_;
  const published_plan& plan_;
  admission limiter_;
  call_kind kind_{"call"};
  std::priority_queue<event> events_;
  std::uint64_t order_ = 0;
  std::uint64_t last_grant_ = 0;
  std::size_t fresh_ = 0;
  std::deque<call> waiting_;
  std::deque<time_point> arrivals_;
  std::size_t at_server_ = 0;
  double at_server_since_s_ = 0;
  double rate_since_s_ = 0;
  double window_since_s_ = 0;
  std::optional<time_point> wake_;
  time_point now_ = start;
  published_figures figures_;
};
}  // namespace

published_figures run_published(control_law& law, const published_plan& plan) {
  return client(law, plan).run();
}

}  // namespace sluice::bench
