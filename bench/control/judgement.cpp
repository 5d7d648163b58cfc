#include "bench/control/judgement.hpp"

#include "bench/control/median.hpp"
#include "bench/control/sim_org.hpp"
#include "bench/control/truth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace sluice::bench {

namespace {
constexpr double late_s = 10;
constexpr double round_trips_to_follow = 25;
constexpr double round_trips_to_come_back = 10;
constexpr double round_trips_judged = 10;

double recovered(const trace& t, const scenario& s) {
  const orgsim::course c = course_of(s);
  double least = 1;
  const auto look = [&](double changed_s, double round_trips) {
    const double unloaded_s = capacity_at(s, c, changed_s + step_s).unloaded_s;
    const double from_s = changed_s + round_trips * unloaded_s;
    const double to_s = from_s + round_trips_judged * unloaded_s;
    if (to_s <= t.ended_s) least = std::min(least, served(t, s, from_s, to_s));
  };
  for (const auto& change : s.org.changes) look(change.at_s + change.over_s, round_trips_to_follow);
  for (const auto& o : s.org.outages) look(o.at_s + o.for_s + o.slow_start_s, round_trips_to_come_back);
  return least;
}

double probes(const trace& t, const scenario& s) {
  constexpr std::size_t steps_a_second = 20;
  double most = 0;
  for (const auto& o : s.org.outages) {
    // What is sent before anything has come back from it is no probe.
    const double from_s = o.at_s + 1;
    for (std::size_t i = 0; i + steps_a_second < t.samples.size(); i += steps_a_second) {
      if (t.samples[i].at_s < from_s || t.samples[i].at_s + 1 > o.at_s + o.for_s) continue;
      double n = 0;
      for (std::size_t j = i; j < i + steps_a_second; ++j) n += t.samples[j].sent;
      most = std::max(most, n);
    }
  }
  return most;
}

double settled_per_second(const trace& t, const scenario& s) {
  constexpr double round_trips_to_settle = 200;
  const double wait_s = round_trips_to_settle * capacity_at(s, course_of(s), 0).unloaded_s;
  std::size_t back = 0;
  double from_s = std::numeric_limits<double>::infinity();
  double ok = 0;
  for (const sample& x : t.samples) {
    back += x.ok;
    if (back >= s.load.first) from_s = std::min(from_s, x.at_s + wait_s);
    if (x.at_s > from_s) ok += x.ok;
  }
  return from_s < t.ended_s ? ok / (t.ended_s - from_s) : 0;
}

// How long it takes from a moment until 95 % of what goes is served and 2 % at most is refused, over some round trips
// and calls; the rest of the run where it never is.
double followed_in_s(const trace& t, const scenario& s, double from_s) {
  constexpr double near = 0.95;
  constexpr double hardly = 0.02;
  constexpr double calls_judged = 50;
  const capacity is = capacity_at(s, course_of(s), from_s + step_s);
  const double span_s = std::max(round_trips_judged * is.unloaded_s, calls_judged / is.per_second);
  const auto steps = static_cast<std::size_t>(std::ceil(span_s / step_s));
  double ok = 0;
  double refused = 0;
  for (std::size_t i = 0; i < t.samples.size(); ++i) {
    if (t.samples[i].at_s <= from_s) continue;
    ok += t.samples[i].ok;
    refused += t.samples[i].refused;
    if (i < steps) continue;
    const sample& left = t.samples[i - steps];
    if (left.at_s <= from_s) continue;
    ok -= left.ok;
    refused -= left.refused;
    const double could = is.per_second * static_cast<double>(steps) * step_s;
    if (ok >= near * could && refused <= hardly * (ok + refused)) return left.at_s - from_s;
  }
  return t.ended_s - from_s;
}

// Between the pace's last step up before a moment and the first one after it.
double probe_period_s(const trace& t, double at_s) {
  constexpr double step_up = 1.02;
  double last_s = 0;
  for (std::size_t i = 1; i < t.samples.size(); ++i) {
    if (!(t.samples[i].pace > step_up * t.samples[i - 1].pace)) continue;
    if (t.samples[i].at_s > at_s) return t.samples[i].at_s - last_s;
    last_s = t.samples[i].at_s;
  }
  return t.ended_s - last_s;
}

void judge_rate_changes(const trace& t, const scenario& s, figures& f) {
  for (const auto& change : s.org.changes) {
    if (!change.calls_per_minute) continue;
    const orgsim::course c = course_of(s);
    const double before = capacity_at(s, c, change.at_s - step_s).rate;
    const double after = capacity_at(s, c, change.at_s + change.over_s + step_s).rate;
    const double took_s = followed_in_s(t, s, change.at_s + change.over_s);
    if (after > before) {
      f.rise_periods = std::max(f.rise_periods, took_s / probe_period_s(t, change.at_s));
    } else if (s.org.rate.retry_after != orgsim::retry_after_form::none) {
      // In whole seconds, until the next call is let in.
      f.fall_waits = std::max(f.fall_waits, took_s / std::max(1.0, std::ceil(1 / after)));
    }
  }
}

attribution bound_in(const trace& t, const scenario& s) {
  const orgsim::course c = course_of(s);
  const double from_s = t.first_wall_s >= 0 ? std::min(t.first_wall_s, late_s) : late_s;
  attribution bound{};
  for (const sample& x : t.samples) {
    if (x.at_s <= from_s) continue;
    const auto true_limits = binding_truth(s, c, x.at_s - step_s / 2);
    if (true_limits.empty()) continue;
    const bool right = std::ranges::find(true_limits, x.binds) != true_limits.end();
    ++bound[place(right ? x.binds : true_limits.front())][place(x.binds)];
  }
  return bound;
}
}  // namespace

double figures::attributed() const {
  double right = 0;
  double all = 0;
  for (std::size_t i = 0; i < bound.size(); ++i) {
    right += bound[i][i];
    all += std::accumulate(bound[i].begin(), bound[i].end(), 0.0);
  }
  return all > 0 ? right / all : -1;
}

figures judge(const trace& t, const scenario& s) {
  const orgsim::course c = course_of(s);
  const bool moves = !c.is_stationary();
  const capacity always = capacity_at(s, c, 0);
  figures f;
  double ok = 0;
  double refused = 0;
  double all = 0;
  double refused_late = 0;
  double all_late = 0;
  double n_load = 0;
  for (const sample& x : t.samples) {
    ok += x.ok;
    refused += x.refused;
    all += x.ok + x.refused + x.failed;
    f.in_flight += x.in_flight;
    if (x.at_s > late_s) {
      refused_late += x.refused;
      all_late += x.ok + x.refused + x.failed;
    }
    const double knee = moves ? capacity_at(s, c, x.at_s - step_s / 2).knee : always.knee;
    f.load += x.in_flight / knee;
    ++n_load;
  }
  n_load = std::max(1.0, n_load);
  f.in_flight /= n_load;
  f.load /= n_load;
  f.per_second = (s.load.calls > 0 ? static_cast<double>(t.latencies.size()) : ok) / t.ended_s;
  f.latency = median(t.latencies) / median_unloaded_s(s);
  f.refused = refused / std::max(1.0, all);
  f.refused_late = refused_late / std::max(1.0, all_late);
  f.wall_excess = static_cast<double>(t.refused_near_wall) - static_cast<double>(t.out_at_wall);
  f.recovered = recovered(t, s);
  f.probes = probes(t, s);
  if (t.ok_each.size() > 1) {
    // Each by the time that it was there.
    double least = 1e300;
    double most = 0;
    for (std::size_t i = 0; i < t.ok_each.size(); ++i) {
      const double each = static_cast<double>(t.ok_each[i]) / (t.ended_s - s.load.starts_s[i]);
      least = std::min(least, each);
      most = std::max(most, each);
    }
    f.fairness = least / most;
  }
  f.settled_per_second = settled_per_second(t, s);
  judge_rate_changes(t, s, f);
  f.cut_off = t.cut_off;
  f.bound = bound_in(t, s);
  return f;
}

double served(const trace& t, const scenario& s, double from_s, double to_s) {
  const orgsim::course c = course_of(s);
  double ok = 0;
  double could = 0;
  for (const sample& x : t.samples) {
    if (x.at_s <= from_s || x.at_s > to_s + step_s / 2) continue;
    ok += x.ok;
    could += capacity_at(s, c, x.at_s - step_s / 2).per_second * step_s;
  }
  return could > 0 ? ok / could : 1;
}

}  // namespace sluice::bench
