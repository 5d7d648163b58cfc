#include "bench/control/judgement.hpp"

#include "bench/control/median.hpp"
#include "bench/control/sim_org.hpp"
#include "bench/control/truth.hpp"

#include <algorithm>
#include <cmath>
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
    // The calls that were out when it began are no probes.
    const double from_s = o.at_s + 1;
    for (std::size_t i = 0; i + steps_a_second < t.samples.size(); i += steps_a_second) {
      if (t.samples[i].at_s < from_s || t.samples[i].at_s + 1 > o.at_s + o.for_s) continue;
      double n = 0;
      for (std::size_t j = i; j < i + steps_a_second; ++j) n += t.samples[j].failed;
      most = std::max(most, n);
    }
  }
  return most;
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
