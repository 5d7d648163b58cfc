#include "bench/control/closed_loop.hpp"

#include "bench/control/sim_org.hpp"
#include "control/admission.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <optional>
#include <queue>
#include <random>
#include <tuple>
#include <utility>

namespace sluice::bench {

namespace {
constexpr std::size_t without_end = 1'000'000;
constexpr double wall_span_s = 10;
constexpr std::uint64_t events_max = 10'000'000;  // a million calls that are answered take some three

enum class happening : std::uint8_t { arrives, served, back, pull, look, sample, begins, deadline, due, plan };

struct event {
  sim_time at;
  std::uint64_t order;
  std::uint64_t call;  // or client, or the place in a plan
  happening what;
  bool operator<(const event& other) const { return std::tie(other.at, other.order) < std::tie(at, order); }
};

// A law that only stands for a plan's setting.
class no_law : public control_law {
 public:
  explicit no_law(setting s) : setting_(s) {}
  refusal ended(const completion& /*c*/) override { return refusal::none; }
  [[nodiscard]] const setting& current() const override { return setting_; }

 private:
  setting setting_;
};

struct client {
  std::unique_ptr<control_law> law;
  admission limiter;
  std::uint64_t last_grant = 0;
  std::size_t out = 0;
  std::size_t begun = 0;  // calls that have become ready, where they trickle
  std::size_t sent = 0;
  std::optional<time_point> wake;
  sim_time free_at{0};  // its one core
};

struct flight {
  grant granted;
  outcome answer;
  sim_time sent{};
  std::optional<sim_time> back;  // the reply, or what stands for it, has come; the client may not have seen it yet
  std::uint32_t client = 0;
  std::uint8_t kind = 0;
  bool out = true;
  bool lost = false;
};

class loop {
 public:
  loop(const scenario& s, std::uint64_t seed)
      : scenario_(s),
        random_(seed),
        org_(s, seed + 1),
        left_(s.load.calls > 0 ? s.load.calls : std::numeric_limits<std::size_t>::max()),
        wall_until_(sim_time::max()) {
    for (const std::string_view name : orgsim::call_kind_names) kinds_.emplace_back(std::string(name));
    for (const mix& m : s.load.mixes) mixes_.emplace_back(m.weights.begin(), m.weights.end());
  }

  void join(std::unique_ptr<control_law> law, double at_s) {
    const setting first = law->current();
    clients_.push_back({.law = std::move(law), .limiter = admission({}, first, virtual_start)});
    at(from_seconds(at_s), happening::begins, clients_.size() - 1);
  }

  void follow(const std::vector<planned_setting>& plan) {
    plan_ = &plan;
    for (std::size_t i = 0; i < plan.size(); ++i) at(from_seconds(plan[i].at_s), happening::plan, i);
  }

  trace run() {
    at(from_seconds(step_s), happening::sample, 0);
    trace_.ok_each.assign(clients_.size(), 0);
    const sim_time end = from_seconds(scenario_.load.run_s);
    while (!events_.empty() && left_ > 0 && events_.top().at <= end && order_ < events_max) {
      const event next = events_.top();
      events_.pop();
      area_ += static_cast<double>(out_) * orgsim::in_seconds(next.at - now_);
      now_ = next.at;
      happens(next);
    }
    trace_.cut_off = order_ >= events_max;
    trace_.ended_s = orgsim::in_seconds(left_ == 0 || trace_.cut_off ? now_ : end);
    return std::move(trace_);
  }

 private:
  [[nodiscard]] time_point clock() const { return virtual_start + now_; }
  void at(sim_time when, happening what, std::uint64_t call) { events_.push({when, ++order_, call, what}); }
  flight& of(std::uint64_t call) { return flights_[call - first_flight_]; }
  [[nodiscard]] bool known(std::uint64_t call) const { return call >= first_flight_; }

  void happens(const event& e) {
    switch (e.what) {
      case happening::arrives:
        return arrives(e.call);
      case happening::served:
        org_.served(e.call);
        if (known(e.call)) at(now_ + org_.one_way(), happening::back, e.call);
        return work();
      case happening::back:
        if (known(e.call) && of(e.call).out) ended(e.call);
        return;
      case happening::pull:
        // One that an earlier wake has overtaken would call for another each time, and so would all those.
        if (clients_[e.call].wake != clock()) return;
        clients_[e.call].wake.reset();
        return pull(e.call);
      case happening::look:
        looking_ = false;
        return work();
      case happening::sample:
        return take_sample();
      case happening::begins:
        if (scenario_.load.trickle_per_second) at(now_, happening::due, e.call);
        return pull(e.call);
      case happening::deadline:
        return deadline();
      case happening::due:
        ++clients_[e.call].begun;
        at(now_ + from_seconds(1 / *scenario_.load.trickle_per_second), happening::due, e.call);
        return pull(e.call);
      case happening::plan:
        clients_.front().limiter.set((*plan_)[e.call].is, clock());
        planned_ = (*plan_)[e.call].is;
        return pull(0);
    }
  }

  [[nodiscard]] std::size_t ready(const client& c) const {
    if (scenario_.load.trickle_per_second) return c.begun - c.sent;
    return scenario_.load.calls > 0 ? left_ - std::min(left_, out_) : without_end;
  }

  void pull(std::size_t who) {
    client& c = clients_[who];
    c.limiter.ready(ready(c), 0, c.last_grant);
    while (const auto g = c.limiter.next(clock())) {
      c.last_grant = g->id;
      send(who, *g);
      c.limiter.ready(ready(c), 0, c.last_grant);
    }
    const auto wake = c.limiter.wake_at(clock());
    if (!wake || (c.wake && *c.wake <= *wake)) return;
    c.wake = wake;
    at(*wake - virtual_start, happening::pull, who);
  }

  void send(std::size_t who, const grant& g) {
    client& c = clients_[who];
    std::size_t m = 0;
    while (m + 1 < mixes_.size() && from_seconds(scenario_.load.mixes[m + 1].at_s) <= now_) ++m;
    const std::size_t kind = mixes_[m](random_);
    const std::uint64_t call = first_flight_ + flights_.size();
    flights_.push_back({.granted = g,
                        .sent = now_,
                        .client = static_cast<std::uint32_t>(who),
                        .kind = static_cast<std::uint8_t>(kind)});
    ++c.out;
    ++c.sent;
    ++step_.sent;
    ++out_;
    at(now_ + org_.one_way(), happening::arrives, call);
    if (!watching_) watch();
  }

  // Calls are sent in the order of their deadlines, so only the oldest one is watched.
  void watch() {
    while (!flights_.empty() && !flights_.front().out) {
      flights_.pop_front();
      ++first_flight_;
    }
    watching_ = !flights_.empty();
    if (watching_) {
      at(flights_.front().sent + from_seconds(scenario_.load.timeout_s), happening::deadline, first_flight_);
    }
  }

  void deadline() {
    while (!flights_.empty() && (!flights_.front().out || timed_out(flights_.front()))) {
      if (flights_.front().out) {
        flights_.front().answer = {.cls = outcome_class::broken, .code = "timeout"};
        ended(first_flight_);
      }
      flights_.pop_front();
      ++first_flight_;
    }
    watch();
  }
  [[nodiscard]] bool timed_out(const flight& f) const {
    return now_ - f.sent >= from_seconds(scenario_.load.timeout_s);
  }

  void arrives(std::uint64_t call) {
    flight& f = of(call);
    sim_org::reception r = org_.arrives(call, f.kind, now_);
    if (r.queued) return work();
    f.lost = r.lost;
    if (!r.lost) {
      f.answer = r.answer;
      at(now_ + org_.one_way() + refusal_takes, happening::back, call);
    } else if (r.closes < sim_time::max()) {
      f.answer = {.cls = outcome_class::broken, .code = "reset"};
      at(r.closes, happening::back, call);
    }
  }

  void work() {
    for (const auto& b : org_.begin(now_)) at(b.ends, happening::served, b.call);
    if (looking_ || org_.waiting() == 0 || !org_.changes()) return;
    looking_ = true;
    constexpr sim_time soon = std::chrono::milliseconds(20);
    at(now_ + soon, happening::look, 0);
  }

  void ended(std::uint64_t call) {
    flight& f = of(call);
    client& c = clients_[f.client];
    if (!f.back) f.back = now_;
    if (c.free_at > now_) return at(c.free_at, happening::back, call);
    f.out = false;
    if (f.lost) org_.closed();
    --c.out;
    --out_;
    // Without a time for each reply the core is free at once.
    c.free_at = std::max(c.free_at, now_) + orgsim::milliseconds_of(scenario_.load.client_ms);
    c.limiter.ended(f.granted, 0, clock());
    completion done{.kind = kinds_[f.kind],
                    .granted = f.granted,
                    .result = f.answer,
                    .latency = *f.back - f.sent,
                    .client_wait = now_ - *f.back,
                    .at = clock(),
                    .in_flight_left = c.out};
    if (f.answer.retry_after) c.limiter.hold(clock() + *f.answer.retry_after);
    if (f.answer.cls == outcome_class::ok) --left_;
    if (f.answer.cls != outcome_class::ok && scenario_.load.trickle_per_second) --c.sent;
    count(f, done);
    const std::uint32_t before = c.law->current().epoch;
    c.law->ended(done);
    if (c.law->current().epoch != before) c.limiter.set(c.law->current(), clock());
    pull(f.client);
  }

  void count(const flight& f, const completion& c) {
    if (c.result.cls == outcome_class::ok) {
      ++step_.ok;
      ++trace_.ok_each[f.client];
      const auto latency = static_cast<float>(seconds(c.latency));
      step_.log_latency += std::log(latency);
      trace_.latencies.push_back(latency);
    } else if (c.result.cls == outcome_class::limited) {
      ++step_.refused;
      if (trace_.first_wall_s < 0) {
        trace_.first_wall_s = orgsim::in_seconds(now_);
        trace_.out_at_wall = out_ + 1;
        wall_until_ = now_ + from_seconds(wall_span_s);
      }
      if (now_ <= wall_until_) ++trace_.refused_near_wall;
    } else {
      ++step_.failed;
    }
  }

  void take_sample() {
    step_.at_s = static_cast<float>(orgsim::in_seconds(now_));
    step_.in_flight = static_cast<float>(std::exchange(area_, 0) / step_s);
    for (const client& c : clients_) {
      const setting& s = planned_ ? *planned_ : c.law->current();
      step_.window += static_cast<float>(s.window);
      step_.pace += static_cast<float>(s.pace);
    }
    step_.binds = clients_.front().law->current().binds;
    trace_.samples.push_back(std::exchange(step_, {}));
    at(now_ + from_seconds(step_s), happening::sample, 0);
  }

  static constexpr sim_time refusal_takes = std::chrono::milliseconds(2);

  const scenario& scenario_;
  std::mt19937_64 random_;
  sim_org org_;
  std::vector<client> clients_;
  std::vector<call_kind> kinds_;
  std::vector<std::discrete_distribution<std::size_t>> mixes_;
  const std::vector<planned_setting>* plan_ = nullptr;
  std::optional<setting> planned_;
  std::priority_queue<event> events_;
  std::uint64_t order_ = 0;
  std::deque<flight> flights_;
  std::uint64_t first_flight_ = 1;
  bool watching_ = false;
  bool looking_ = false;
  std::size_t left_;  // calls to be answered yet
  std::size_t out_ = 0;
  double area_ = 0;
  sim_time now_{0};
  sim_time wall_until_;
  sample step_;
  trace trace_;
};
}  // namespace

trace run(const scenario& s, const law_maker& make, std::uint64_t seed) {
  loop l(s, seed);
  for (std::size_t n = 0; n < s.load.starts_s.size(); ++n) l.join(make(s, seed + n), s.load.starts_s[n]);
  return l.run();
}

trace run_plan(const scenario& s, const std::vector<planned_setting>& plan, std::uint64_t seed) {
  loop l(s, seed);
  l.join(std::make_unique<no_law>(plan.front().is), s.load.starts_s.front());
  l.follow(plan);
  return l.run();
}

}  // namespace sluice::bench
