#include "bench/control/closed_loop.hpp"

#include "bench/control/sim_server.hpp"
#include "control/admission.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <unordered_map>
#include <utility>

namespace sluice::bench {

namespace {
constexpr duration refusal_takes = std::chrono::milliseconds(2);
constexpr std::size_t backlog = 1'000'000;
const time_point start = time_point(std::chrono::hours(1));

class loop {
 public:
  loop(const scenario& s, control_law& law, std::uint64_t seed)
      : scenario_(s),
        law_(law),
        random_(seed),
        server_(s.stages.front().server, seed + 1, start),
        limiter_({}, law.current(), start) {
    for (std::size_t k = 0; k < plan().kinds.size(); ++k) kinds_.emplace_back("kind" + std::to_string(k));
  }

  trace run() {
    for (const stage& next : scenario_.stages) {
      at(start + from_seconds(next.from_s), [this, &next] {
        server_.change(next.server, now_);
        work();
      });
    }
    at(start + from_seconds(step_s), [this] { take_sample(); });
    pull();
    const time_point end = start + from_seconds(scenario_.run_s);
    while (!events_.empty() && events_.top().at <= end) {
      const event next = events_.top();
      events_.pop();
      now_ = next.at;
      next.happens();
    }
    trace_.settings = law_.current().epoch;
    return std::move(trace_);
  }

 private:
  struct event {
    time_point at;
    std::uint64_t order;
    std::function<void()> happens;
    bool operator<(const event& other) const { return std::tie(other.at, other.order) < std::tie(at, order); }
  };
  struct flight {
    grant granted;
    std::size_t kind;
    time_point sent;
  };

  [[nodiscard]] const server_plan& plan() const { return scenario_.server_at(seconds(now_ - start)); }
  void at(time_point when, std::function<void()> happens) { events_.push({when, ++order_, std::move(happens)}); }

  void pull() {
    limiter_.ready(backlog, 0, last_grant_);
    while (const auto g = limiter_.next(now_)) {
      last_grant_ = g->id;
      limiter_.ready(backlog, 0, last_grant_);
      send(*g);
    }
    const auto wake = limiter_.wake_at(now_);
    if (!wake || (wake_ && *wake_ <= *wake && *wake_ > now_)) return;
    wake_ = wake;
    at(*wake, [this] { pull(); });
  }

  void send(const grant& g) {
    const std::size_t kind = std::uniform_int_distribution<std::size_t>(0, kinds_.size() - 1)(random_);
    out_[g.id] = {.granted = g, .kind = kind, .sent = now_};
    at(now_ + from_seconds(plan().round_trip_s / 2), [this, id = g.id, kind] {
      if (const auto refused = server_.arrives(id, kind, now_)) return back(id, *refused, refusal_takes);
      work();
    });
  }

  void work() {
    while (const auto s = server_.starts()) {
      at(now_ + s->work, [this, id = s->call] {
        server_.ended();
        back(id, {}, {});
        work();
      });
    }
  }

  void back(std::uint64_t id, const outcome& o, duration later) {
    const double own_s = plan().client_s + plan().client_growth_s * static_cast<double>(out_.size());
    if (own_s > 0) later += from_seconds(own_s * std::exponential_distribution<double>()(random_));
    at(now_ + from_seconds(plan().round_trip_s / 2) + later, [this, id, o] { ended(id, o); });
  }

  void ended(std::uint64_t id, const outcome& o) {
    const auto it = out_.find(id);
    const flight f = it->second;
    out_.erase(it);
    limiter_.ended(f.granted, 0, now_);
    completion c{.kind = kinds_[f.kind], .granted = f.granted, .result = o, .latency = now_ - f.sent, .at = now_};
    c.in_flight_left = out_.size();
    if (o.retry_after) limiter_.hold(now_ + *o.retry_after);
    count(c);
    const std::uint32_t before = law_.current().epoch;
    law_.ended(c);
    if (law_.current().epoch != before) limiter_.set(law_.current(), now_);
    pull();
  }

  void count(const completion& c) {
    if (c.result.cls == outcome_class::ok) {
      ++step_.ok;
      trace_.latencies.push_back(seconds(c.latency));
    } else {
      ++(c.result.cls == outcome_class::limited ? step_.refused : step_.failed);
    }
  }

  void take_sample() {
    step_.at_s = seconds(now_ - start);
    step_.window = static_cast<double>(law_.current().window);
    step_.in_flight = static_cast<double>(out_.size());
    step_.pace = law_.current().pace;
    trace_.samples.push_back(std::exchange(step_, {}));
    at(now_ + from_seconds(step_s), [this] { take_sample(); });
  }

  const scenario& scenario_;
  control_law& law_;
  std::mt19937_64 random_;
  sim_server server_;
  admission limiter_;
  std::vector<call_kind> kinds_;
  std::priority_queue<event> events_;
  std::uint64_t order_ = 0;
  std::uint64_t last_grant_ = 0;
  std::unordered_map<std::uint64_t, flight> out_;
  std::optional<time_point> wake_;
  time_point now_ = start;
  sample step_;
  trace trace_;
};
}  // namespace

trace run(const scenario& s, control_law& law, std::uint64_t seed) {
  return loop(s, law, seed).run();
}

span_figures over(const trace& t, const scenario& s, double from_s, double to_s) {
  span_figures f;
  double ok = 0;
  double all = 0;
  double could = 0;
  double n = 0;
  for (const sample& x : t.samples) {
    if (x.at_s <= from_s || x.at_s > to_s + step_s / 2) continue;
    ++n;
    f.window += x.window;
    f.in_flight += x.in_flight;
    ok += static_cast<double>(x.ok);
    f.refused += static_cast<double>(x.refused + x.failed);
    all += static_cast<double>(x.ok + x.refused + x.failed);
    could += s.server_at(x.at_s - step_s / 2).capacity() * step_s;
    f.pace = x.pace;
  }
  f.window /= n;
  f.in_flight /= n;
  f.refused /= std::max(1.0, all);
  f.per_second = ok / (n * step_s);
  f.served = could > 0 ? ok / could : 1;
  return f;
}

}  // namespace sluice::bench
