#include "bench/control/judgement.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

namespace sluice::bench {

namespace {
constexpr double stays_round_trips = 5;

bool right(double window, double knee) {
  return window >= std::floor(0.85 * knee) && window <= std::ceil(1.25 * knee + 0.5);
}

double settle_of(const trace& t, const stage& from, double to_s) {
  const double round_trip_s = from.server.unloaded_s();
  double since_s = to_s;
  for (const sample& x : t.samples) {
    if (x.at_s <= from.from_s || x.at_s > to_s) continue;
    if (!right(x.window, from.server.knee())) {
      since_s = to_s;
    } else if (since_s == to_s) {
      since_s = x.at_s;
    } else if (x.at_s - since_s >= stays_round_trips * round_trip_s) {
      break;
    }
  }
  return (since_s - from.from_s) / round_trip_s;
}
}  // namespace

double mean_load(const trace& t, const scenario& s) {
  double sum = 0;
  double n = 0;
  for (const sample& x : t.samples) {
    const double knee = s.server_at(x.at_s - step_s / 2).knee();
    if (knee == 0) continue;
    sum += x.in_flight / knee;
    ++n;
  }
  return sum / n;
}

double settle_round_trips(const trace& t, const scenario& s) {
  double slowest = 0;
  for (std::size_t i = 0; i < s.stages.size(); ++i) {
    const double to_s = i + 1 < s.stages.size() ? s.stages[i + 1].from_s : s.run_s;
    if (s.stages[i].server.knee() > 0) slowest = std::max(slowest, settle_of(t, s.stages[i], to_s));
  }
  return slowest;
}

std::vector<std::string> broken_expectations(const trace& t, const scenario& s) {
  std::vector<std::string> broken;
  for (const expectation& e : s.expected) {
    const span_figures f = over(t, s, e.from_s, e.to_s);
    const bool holds = f.window >= e.window_min && f.window <= e.window_max && f.served >= e.served_min &&
                       f.refused <= e.refused_max && f.pace >= e.pace_min && f.pace <= e.pace_max;
    if (holds) continue;
    broken.push_back(fmt::format("{} from {} to {} s: window {:.2f}, served {:.3f}, refused {:.4f}, pace {:.2f}",
                                 s.name, e.from_s, e.to_s, f.window, f.served, f.refused, f.pace));
  }
  return broken;
}

}  // namespace sluice::bench
