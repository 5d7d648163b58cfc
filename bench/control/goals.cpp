#include "bench/control/goals.hpp"

#include "bench/control/median.hpp"
#include "bench/control/sim_org.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <ostream>
#include <utility>

#include <fmt/core.h>

namespace sluice::bench {

namespace {
using rows = std::vector<row>;
using figure = std::optional<double>;

capacity at_first(const row& r) {
  return capacity_at(*r.of, course_of(*r.of), 0);
}

bool loses_capacity(const row& r) {
  constexpr double crowded = 2;
  const double knee = at_first(r).knee;
  const orgsim::capacity_profile& c = r.of->org.capacity;
  return c.slowdown(crowded * knee) / c.slowdown(knee) > crowded;
}

// Of one row; nothing where the goal is not about it.
// ------------------------------------------------------------------

constexpr double least_knee = 5;

figure load(const row& r, const rows&) {
  return r.median_of(&figures::load);
}

figure latency(const row& r, const rows&) {
  return r.median_of(&figures::latency);
}

figure load_from_5(const row& r, const rows& all) {
  return at_first(r).knee < least_knee ? figure{} : load(r, all);
}

figure latency_from_5(const row& r, const rows& all) {
  return at_first(r).knee < least_knee ? figure{} : latency(r, all);
}

figure over_small_knee(const row& r, const rows&) {
  const double knee = at_first(r).knee;
  return knee < least_knee ? r.median_of(&figures::in_flight) - knee : figure{};
}

figure latency_over_best(const row& r, const rows&) {
  std::vector<double> ratios(r.runs.size());
  for (std::size_t i = 0; i < ratios.size(); ++i) ratios[i] = r.runs[i].latency / r.best[i].latency;
  return median(std::move(ratios));
}

figure recovered(const row& r, const rows&) {
  return r.of->org.changes.empty() && r.of->org.outages.empty() ? figure{} : r.median_of(&figures::recovered);
}

figure probes(const row& r, const rows&) {
  return r.of->org.outages.empty() ? figure{} : r.median_of(&figures::probes);
}

figure refused(const row& r, const rows&) {
  return r.median_of(&figures::refused);
}

figure refused_late(const row& r, const rows&) {
  return r.median_of(&figures::refused_late);
}

bool is_slow(const row& r) {
  constexpr double slow_rate = 5;
  return at_first(r).rate < slow_rate;
}

figure refused_late_quick(const row& r, const rows& all) {
  return is_slow(r) ? figure{} : refused_late(r, all);
}

figure refused_late_slow(const row& r, const rows& all) {
  return is_slow(r) ? refused_late(r, all) : figure{};
}

figure wall_excess(const row& r, const rows&) {
  return r.median_of(&figures::wall_excess);
}

figure fall(const row& r, const rows&) {
  const double waits = r.median_of(&figures::fall_waits);
  return waits < 0 ? figure{} : waits;
}

figure rise(const row& r, const rows&) {
  const double periods = r.median_of(&figures::rise_periods);
  return periods < 0 ? figure{} : periods;
}

figure of_doubling(const row& r, const rows&) {
  if (r.of->load.history) return {};
  std::vector<double> ratios(r.runs.size());
  for (std::size_t i = 0; i < ratios.size(); ++i) ratios[i] = r.runs[i].per_second / r.best[i].doubling;
  return median(std::move(ratios));
}

figure with_right_history(const row& r, const rows&) {
  return r.of->load.history == 1 ? r.median_share() : figure{};
}

// Against the row with the same calls to the same org that knows nothing.
figure lost_by_wrong_history(const row& r, const rows& all) {
  const load_plan& load = r.of->load;
  if (!load.history || load.history == 1) return {};
  const double knee = at_first(r).knee;
  const auto without = std::ranges::find_if(all, [&](const row& other) {
    return other.of->cls == r.of->cls && !other.of->load.history && other.of->load.calls == load.calls &&
           at_first(other).knee == knee;
  });
  return without == all.end() ? figure{} : without->median_share() - r.median_share();
}

figure worst_settled(const row& r, const rows&) {
  constexpr double times_knee = 2;  // above, calls that are out can't be taken back, and such an org melts
  const double knee = at_first(r).knee;
  if (loses_capacity(r) && static_cast<double>(r.of->load.first) > times_knee * knee) return {};
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < r.runs.size(); ++i) {
    least = std::min(least, r.runs[i].settled_per_second / r.best[i].per_second);
  }
  return least;
}

figure fairness(const row& r, const rows&) {
  return r.median_of(&figures::fairness);
}

figure worst_share(const row& r, const rows&) {
  return r.worst_share();
}

// ---------------------------------------------------------------------------------------------------------------------

struct class_goal {
  std::string_view cls;
  double median_share = 0;
  double worst_seed = 0;
};

constexpr std::array class_goals{
    class_goal{"knee", 0.99, 0.94},    class_goal{"tail", 0.985, 0.94},  class_goal{"growing", 0.955, 0.87},
    class_goal{"moving", 0.975, 0.91}, class_goal{"faults", 0.99, 0.95}, class_goal{"rate", 0.975, 0.86},
    class_goal{"cap", 0.985, 0.95},
};

struct row_goal {
  std::string_view cls;
  std::string_view what;
  bound is;
  double limit;
  figure (*of)(const row&, const rows&);
};

constexpr std::array row_goals{
    row_goal{"knee", "in flight over the knee, knees from 5 on", bound::at_most, 1.25, load_from_5},
    row_goal{"knee", "latency, knees from 5 on", bound::at_most, 1.3, latency_from_5},
    row_goal{"knee", "calls in flight beyond the knee, below 5", bound::at_most, 1, over_small_knee},
    row_goal{"tail", "in flight over the knee", bound::at_most, 1.25, load},
    row_goal{"tail", "latency", bound::at_most, 1.5, latency},
    row_goal{"growing", "latency over the best setting's", bound::at_most, 1, latency_over_best},
    row_goal{"moving", "share 25 round trips after a step, 10 after an outage", bound::at_least, 0.95, recovered},
    row_goal{"moving", "probes in a second of an outage", bound::at_most, 15, probes},
    row_goal{"rate", "refused after 10 s, from 5 calls a second on", bound::at_most, 0.02, refused_late_quick},
    row_goal{"rate", "refused after 10 s, below 5 calls a second", bound::at_most, 0.03, refused_late_slow},
    row_goal{"rate", "refused in 10 s beyond those out at the wall", bound::at_most, 30, wall_excess},
    row_goal{"rate", "Retry-Afters until a fall is followed", bound::at_most, 3, fall},
    row_goal{"rate", "probe periods until a rise is followed", bound::at_most, 1.5, rise},
    row_goal{"cap", "refused after 10 s", bound::at_most, 0.01, refused_late},
    row_goal{"short", "of what doubling from the start reaches", bound::at_least, 0.9, of_doubling},
    row_goal{"short", "share with right history", bound::at_least, 0.9, with_right_history},
    row_goal{"short", "share lost by history 4 times wrong", bound::at_most, 0.1, lost_by_wrong_history},
    row_goal{"start", "share from 200 round trips on, worst seed", bound::at_least, 0.85, worst_settled},
    row_goal{"shared", "least share over the greatest", bound::at_least, 0.8, fairness},
    row_goal{"shared", "in flight over the knee", bound::at_most, 2, load},
    row_goal{"shared", "refused", bound::at_most, 0.02, refused},
};

constexpr std::string_view every_class = "all";
constexpr double all_median = 0.985;
constexpr double all_mean = 0.97;

std::vector<double> median_shares(const rows& all, std::string_view cls) {
  std::vector<double> shares;
  for (const row& r : all) {
    if (cls == every_class || r.of->cls == cls) shares.push_back(r.median_share());
  }
  return shares;
}

void judge_rows(std::vector<judged_goal>& judged, const row_goal& g, const rows& all) {
  judged_goal j{.cls = g.cls, .what = g.what, .is = g.is, .limit = g.limit, .misses = {}};
  const auto worse = [&g](double a, double b) { return g.is == bound::at_least ? a < b : a > b; };
  std::optional<double> worst;
  for (const row& r : all) {
    if (r.of->cls != g.cls) continue;
    const figure f = g.of(r, all);
    if (!f) continue;
    if (!worst || worse(*f, *worst)) worst = f;
    if (worse(*f, g.limit)) j.misses.push_back({.row = r.of->name, .figure = *f});
  }
  if (!worst) return;
  j.reached = *worst;
  std::ranges::stable_sort(j.misses, worse, &judged_goal::miss::figure);
  judged.push_back(std::move(j));
}
}  // namespace

std::vector<judged_goal> judge_goals(const rows& all) {
  std::vector<judged_goal> judged;
  const auto of_class = [&judged](std::string_view cls, std::string_view what, double limit, double reached) {
    judged.push_back({.cls = cls, .what = what, .limit = limit, .reached = reached, .misses = {}});
  };
  if (const auto shares = median_shares(all, every_class); !shares.empty()) {
    of_class(every_class, "share, median of the rows", all_median, median(shares));
    of_class(every_class, "share, mean of the rows", all_mean, mean(shares));
  }
  for (const class_goal& g : class_goals) {
    const auto shares = median_shares(all, g.cls);
    if (shares.empty()) continue;
    of_class(g.cls, "share, median of the rows", g.median_share, median(shares));
    judge_rows(judged, {g.cls, "share, worst seed", bound::at_least, g.worst_seed, worst_share}, all);
    for (const row_goal& each : row_goals) {
      if (each.cls == g.cls) judge_rows(judged, each, all);
    }
  }
  for (const row_goal& g : row_goals) {
    if (std::ranges::find(class_goals, g.cls, &class_goal::cls) == class_goals.end()) judge_rows(judged, g, all);
  }
  return judged;
}

void print_goals(std::ostream& out, const std::vector<judged_goal>& goals) {
  out << fmt::format("\n{:<64} {:>8} {:>8}\n", "goals (of each row: the furthest from it)", "goal", "reached");
  std::size_t met = 0;
  for (const judged_goal& g : goals) {
    met += g.met() ? 1 : 0;
    out << fmt::format("{:<8} {:<55} {:>8} {:>8.3f}  {}", g.cls, g.what,
                       fmt::format("{} {:.4g}", g.is == bound::at_least ? ">=" : "<=", g.limit), g.reached,
                       g.met() ? "met" : "missed");
    const char* between = ": ";
    for (const auto& m : g.misses) out << std::exchange(between, "; ") << fmt::format("{} {:.3g}", m.row, m.figure);
    out << '\n';
  }
  out << fmt::format("{} of {} goals met\n", met, goals.size());
}

std::vector<behind> rows_behind(const std::vector<measured_law>& laws) {
  constexpr double ahead = 0.03;
  constexpr double most_load = 1.5;
  constexpr double most_latency = 2;
  constexpr double most_refused = 0.02;
  std::vector<behind> found;
  for (std::size_t i = 0; i < laws.front().rows.size(); ++i) {
    const row& ours = laws.front().rows[i];
    behind b{.row = ours.of->name, .rival = {}, .ours = ours.median_share(), .its = ours.median_share() + ahead};
    for (const measured_law& l : laws) {
      const row& r = l.rows[i];
      if (r.median_of(&figures::load) > most_load || r.median_of(&figures::latency) > most_latency ||
          r.median_of(&figures::refused) > most_refused || r.median_share() <= b.its) {
        continue;
      }
      b.rival = l.name;
      b.its = r.median_share();
    }
    if (!b.rival.empty()) found.push_back(std::move(b));
  }
  return found;
}

void print_behind(std::ostream& out, const std::vector<behind>& rows) {
  out << "\nmore than 3 points behind a rival that keeps f <= 1.5, latency <= 2 x and refused <= 2 % on the row: "
      << (rows.empty() ? "none\n" : "\n");
  for (const behind& b : rows) out << fmt::format("{:<34} {:.3f}, {} {:.3f}\n", b.row, b.ours, b.rival, b.its);
}

}  // namespace sluice::bench
