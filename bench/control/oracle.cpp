#include "bench/control/oracle.hpp"

#include "bench/control/sim_org.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <optional>
#include <set>
#include <sstream>

#include <fmt/core.h>

namespace sluice::bench {

namespace {
constexpr std::array windows{0.5, 0.6, 0.7, 0.8, 0.87, 0.94, 1.0, 1.06, 1.12, 1.18, 1.25, 1.32, 1.4, 1.6, 2.0, 3.0};
constexpr std::array bursts{0.0, 0.5, 0.8, 0.9, 0.95, 1.0};  // of the org's burst, used up at the start
constexpr double pace_share = 0.999;
constexpr double refused_max = 0.001;
constexpr double piece_s = 0.5;
constexpr std::uint64_t swept_seeds = 3;
constexpr std::size_t finalists = 8;
constexpr double ms_a_second = 1000;

struct attempt {
  double window = 1;
  double burst = 0;
  double per_second = 0;
};

std::set<double> moments(const scenario& s) {
  std::set<double> at{0};
  for (const auto& c : s.org.changes) {
    at.insert(c.at_s);
    for (double t = c.at_s; t < c.at_s + c.over_s; t += piece_s) at.insert(t);
    at.insert(c.at_s + c.over_s);
  }
  for (const auto& o : s.org.outages) {
    at.insert(o.at_s);
    for (double t = o.at_s + o.for_s; t < o.at_s + o.for_s + o.slow_start_s; t += piece_s) at.insert(t);
    at.insert(o.at_s + o.for_s + o.slow_start_s);
  }
  for (const auto& m : s.load.mixes) at.insert(m.at_s);
  if (!s.org.waves.empty()) {
    for (double t = 0; t < s.load.run_s; t += piece_s) at.insert(t);
  }
  return at;
}

setting best_setting(const scenario& s, const orgsim::course& c, double at_s, const attempt& a) {
  // The course right after a moment, not at its rounding's other side.
  constexpr double just_after_s = 1e-3;
  const capacity is = capacity_at(s, c, at_s + just_after_s);
  setting best;
  best.window =
      static_cast<std::size_t>(std::clamp(std::round(a.window * is.knee), 1.0, static_cast<double>(s.load.max)));
  const std::uint32_t cap = c.in_flight_cap(orgsim::milliseconds_of((at_s + just_after_s) * ms_a_second));
  if (cap > 0 && cap_counts_all(s)) best.window = std::min<std::size_t>(best.window, cap);
  if (std::isfinite(is.rate)) best.pace = pace_share * is.rate;
  for (const auto& o : s.org.outages) {
    if (at_s >= o.at_s && at_s < o.at_s + o.for_s) {
      best.hold_until = virtual_start + from_seconds(o.at_s + o.for_s);
    }
  }
  return best;
}

std::vector<planned_setting> plan_of(const scenario& s, const attempt& a) {
  const orgsim::course c = course_of(s);
  std::vector<planned_setting> plan;
  for (const double at_s : moments(s)) plan.push_back({.at_s = at_s, .is = best_setting(s, c, at_s, a)});
  const capacity first = capacity_at(s, c, 0);
  if (a.burst > 0 && first.served > first.rate) {
    // The burst goes out first, as fast as the servers take it.
    const double in_s = a.burst * s.org.rate.burst / (first.served - first.rate);
    const setting paced = plan.front().is;
    plan.front().is.pace = std::numeric_limits<double>::infinity();
    const auto later = std::find_if(plan.begin(), plan.end(), [in_s](const auto& p) { return p.at_s > in_s; });
    for (auto it = plan.begin() + 1; it != later; ++it) it->is.pace = std::numeric_limits<double>::infinity();
    plan.insert(later, {.at_s = in_s, .is = paced});
  }
  for (std::size_t i = 0; i < plan.size(); ++i) plan[i].is.epoch = static_cast<std::uint32_t>(i + 1);
  return plan;
}

std::vector<planned_setting> doubling_plan(const scenario& s) {
  const capacity is = capacity_at(s, course_of(s), 0);
  const auto knee = static_cast<std::size_t>(std::ceil(is.knee));
  std::vector<planned_setting> plan;
  for (std::size_t window = s.load.first; plan.empty() || plan.back().is.window < knee; window *= 2) {
    const auto doublings = static_cast<double>(plan.size());
    plan.push_back({.at_s = doublings * is.unloaded_s,
                    .is = {.window = std::min(window, knee), .epoch = static_cast<std::uint32_t>(plan.size() + 1)}});
  }
  return plan;
}

bool allowed(const figures& f, const scenario& s) {
  return f.refused <= (s.org.rate.calls_per_minute > 0 || s.org.in_flight.cap > 0 ? refused_max : 1);
}
}  // namespace

oracle::oracle(std::string file) : file_(std::move(file)) {
  std::ifstream in(file_);
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::string fingerprint;
    std::uint64_t seed = 0;
    best_known b;
    if (words >> fingerprint >> seed >> b.per_second >> b.in_flight >> b.latency >> b.window) {
      if (!(words >> b.doubling)) b.doubling = 0;
      known_[{fingerprint, seed}] = b;
    }
  }
}

std::vector<planned_setting> oracle::best_plan(const scenario& s, double& window) {
  {
    const std::scoped_lock lock(mutex_);
    if (const auto known = plans_.find(s.fingerprint); known != plans_.end()) {
      window = known->second.second;
      return known->second.first;
    }
  }
  std::vector<attempt> tried;
  const bool paced = s.org.rate.calls_per_minute > 0 && s.org.rate.form == orgsim::rate_form::bucket;
  std::vector<double> tried_windows(windows.begin(), windows.end());
  if (s.org.in_flight.cap > 0 && !cap_counts_all(s)) {
    // Where the cap strikes is not known beforehand: more finely, and from further below.
    constexpr double fine = 1.04;
    for (double w = windows.front() / 2; w < 1; w *= fine) tried_windows.push_back(w);
  }
  for (const double w : tried_windows) {
    for (const double b : bursts) {
      if (b > 0 && !paced) continue;
      tried.push_back({.window = w, .burst = b});
    }
  }
  const auto measure = [&s](attempt& a, std::uint64_t seeds) {
    a.per_second = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      const figures f = judge(run_plan(s, plan_of(s, a), seed), s);
      if (allowed(f, s)) a.per_second += f.per_second / static_cast<double>(seeds);
    }
  };
  const auto better = [](const attempt& a, const attempt& b) { return a.per_second > b.per_second; };
  for (attempt& a : tried) measure(a, 1);
  std::ranges::sort(tried, better);
  tried.resize(std::min(tried.size(), finalists));
  for (attempt& a : tried) measure(a, swept_seeds);
  // Throughput that only a longer queue buys is not worth it.
  constexpr double alike = 0.998;
  const double most = std::ranges::min_element(tried, better)->per_second;
  attempt best = tried.front();
  best.window = std::numeric_limits<double>::infinity();
  for (const attempt& a : tried) {
    if (a.per_second >= alike * most && a.window < best.window) best = a;
  }
  window = best.window;
  const std::scoped_lock lock(mutex_);
  return plans_.emplace(s.fingerprint, std::pair(plan_of(s, best), best.window)).first->second.first;
}

best_known oracle::sweep(const scenario& s, std::uint64_t seed) {
  best_known b;
  const auto plan = best_plan(s, b.window);
  const figures f = judge(run_plan(s, plan, seed), s);
  b.per_second = f.per_second;
  b.in_flight = f.in_flight;
  b.latency = f.latency;
  return b;
}

best_known oracle::of(const scenario& s, std::uint64_t seed) {
  std::optional<best_known> known;
  {
    const std::scoped_lock lock(mutex_);
    if (const auto it = known_.find({s.fingerprint, seed}); it != known_.end()) known = it->second;
  }
  const bool is_short = s.cls == "short";
  if (known && (!is_short || known->doubling > 0)) return *known;
  best_known b = known ? *known : sweep(s, seed);
  if (is_short) b.doubling = judge(run_plan(s, doubling_plan(s), seed), s).per_second;
  const std::scoped_lock lock(mutex_);
  known_[{s.fingerprint, seed}] = b;
  return b;
}

void oracle::forget(const scenario& s) {
  std::erase_if(known_, [&s](const auto& one) { return one.first.first == s.fingerprint; });
}

void oracle::keep(const std::vector<scenario>& scenarios) const {
  std::ofstream out(file_);
  std::set<std::string> written;
  for (const scenario& s : scenarios) {
    if (!written.insert(s.fingerprint).second) continue;
    constexpr std::uint64_t first_seed = 0;
    for (auto it = known_.lower_bound({s.fingerprint, first_seed});
         it != known_.end() && it->first.first == s.fingerprint; ++it) {
      const best_known& b = it->second;
      out << fmt::format("{} {} {:.6g} {:.5g} {:.5g} {:.3g}", s.fingerprint, it->first.second, b.per_second,
                         b.in_flight, b.latency, b.window);
      if (b.doubling > 0) out << fmt::format(" {:.6g}", b.doubling);
      out << '\n';
    }
  }
}

}  // namespace sluice::bench
