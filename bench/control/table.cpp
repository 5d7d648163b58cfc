#include "bench/control/table.hpp"

#include "bench/control/all_cores.hpp"
#include "bench/control/median.hpp"
#include "bench/control/sim_org.hpp"
#include "control/adaptive_law.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <ostream>
#include <set>

#include <fmt/core.h>

namespace sluice::bench {

namespace {
double least(const std::vector<double>& v) {
  return v.empty() ? 0 : *std::ranges::min_element(v);
}

constexpr std::string_view cut_off = "!";

std::string told(double share) {
  return share < 0 ? "-" : fmt::format("{:.2f}", share);
}
}  // namespace

double row::median_share() const {
  return median(shares);
}

double row::worst_share() const {
  return least(shares);
}

law_maker sluice_law() {
  return [](const scenario& s, std::uint64_t seed) -> std::unique_ptr<control_law> {
    law_options options{.window = {.first = s.load.first, .max = s.load.max}, .seed = seed};
    if (s.load.history) {
      const capacity right = capacity_at(s, course_of(s), 0);
      options.history = known_limits{};
      options.history->window = static_cast<std::size_t>(std::max(1.0, std::round(*s.load.history * right.knee)));
      if (std::isfinite(right.rate)) {
        options.history->per_second = *s.load.history * right.rate;
        options.history->burst = s.org.rate.burst;
      }
    }
    return std::make_unique<adaptive_law>(options);
  };
}

std::vector<row> measure(const std::vector<scenario>& scenarios, const law_maker& make, oracle& best,
                         const table_options& options) {
  std::vector<row> rows(scenarios.size());
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    rows[i].of = &scenarios[i];
    const std::uint64_t seeds = scenarios[i].load.run_s > 1000 ? 1 : options.seeds;
    rows[i].runs.resize(seeds);
    rows[i].best.resize(seeds);
    rows[i].shares.resize(seeds);
  }
  on_all_cores(rows.size(), [&](std::size_t i) {
    row& r = rows[i];
    for (std::size_t k = 0; k < r.runs.size(); ++k) {
      const std::uint64_t seed = options.first_seed + k;
      r.best[k] = best.of(*r.of, seed);
      r.runs[k] = judge(run(*r.of, make, seed), *r.of);
      r.shares[k] = r.runs[k].per_second / r.best[k].per_second;
    }
  });
  return rows;
}

law_maker law_of(const rival& r) {
  return [make = r.make](const scenario& s, std::uint64_t seed) { return make(s.load.first, s.load.max, seed); };
}

void print_laws(std::ostream& out, const std::vector<measured_law>& laws) {
  constexpr double easy = 0.95;
  constexpr double percent = 100;
  out << fmt::format("{:<34}", "share, f: in flight, r: refused %");
  for (const measured_law& l : laws) out << fmt::format(" {:>17}", l.name);
  out << '\n';
  std::map<std::string, std::vector<std::vector<double>>> classes;  // by class, by law
  for (std::size_t i = 0; i < laws.front().rows.size(); ++i) {
    const scenario& s = *laws.front().rows[i].of;
    const bool for_nobody =
        std::ranges::all_of(laws, [&](const measured_law& l) { return l.rows[i].median_share() >= easy; });
    out << fmt::format("{:<34}", s.name + (for_nobody ? " *" : ""));
    for (std::size_t k = 0; k < laws.size(); ++k) {
      const row& r = laws[k].rows[i];
      out << fmt::format(" {:>17}",
                         fmt::format("{}{:.2f} f{:.1f} r{:.1f}", r.cut_off() ? cut_off : "", r.median_share(),
                                     r.median_of(&figures::load), percent * r.median_of(&figures::refused)));
      for (const std::string& group : {s.cls, std::string("~all")}) {
        if (for_nobody) continue;
        classes[group].resize(laws.size());
        classes[group][k].push_back(r.median_share());
      }
    }
    out << '\n';
  }
  out << fmt::format("\n{} a run of some seed was cut off, since too much happened in it", cut_off);
  out << "\n* all laws reach 0.95: counts for nobody. Medians / means / least of the others:\n";
  for (const auto& [cls, by_law] : classes) {
    out << fmt::format("{:<34}", cls == "~all" ? "all" : cls);
    for (const auto& shares : by_law) {
      out << fmt::format(" {:>17}", fmt::format("{:.2f} {:.2f} {:.2f}", median(shares), mean(shares), least(shares)));
    }
    out << '\n';
  }
}

void print_table(std::ostream& out, const std::vector<row>& rows) {
  out << fmt::format("{:<34} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>7} {:>7} {:>6} {:>6} {:>6} {:>6} {:>6}\n",
                     "scenario (medians of the seeds)", "share", "worst", "f", "best f", "lat", "best", "refused",
                     "late", "wall+", "recov", "probes", "fair", "attr");
  std::map<std::string, std::vector<const row*>> classes;
  std::vector<double> all;
  for (const row& r : rows) {
    const capacity first = capacity_at(*r.of, course_of(*r.of), 0);
    out << fmt::format(
        "{:<34} {:>6.3f} {:>6.3f} {:>6.2f} {:>6.2f} {:>6.2f} {:>6.2f} {:>7.4f} {:>7.4f} {:>6.0f} {:>6.2f} "
        "{:>6.0f} {:>6.2f} {:>6}\n",
        r.of->name + (r.cut_off() ? fmt::format(" {}", cut_off) : ""), r.median_share(), r.worst_share(),
        r.median_of(&figures::load), r.best.front().in_flight / first.knee, r.median_of(&figures::latency),
        r.best.front().latency, r.median_of(&figures::refused), r.median_of(&figures::refused_late),
        r.median_of(&figures::wall_excess), r.median_of(&figures::recovered), r.median_of(&figures::probes),
        r.median_of(&figures::fairness), told(r.median_of(&figures::attributed)));
    classes[r.of->cls].push_back(&r);
    all.push_back(r.median_share());
  }
  out << '\n';
  for (const auto& [cls, members] : classes) {
    std::vector<double> shares;
    std::vector<double> worst;
    for (const row* r : members) {
      shares.push_back(r->median_share());
      worst.push_back(r->worst_share());
    }
    out << fmt::format("{:<10} {:>3} rows: median {:.3f}, mean {:.3f}, least {:.3f}, worst seed {:.3f}\n", cls,
                       members.size(), median(shares), mean(shares), least(shares), least(worst));
  }
  out << fmt::format("{:<10} {:>3} rows: median {:.3f}, mean {:.3f}, least {:.3f}\n", "all", all.size(), median(all),
                     mean(all), least(all));
}

void print_attribution(std::ostream& out, const std::vector<row>& rows) {
  attribution all{};
  std::set<std::size_t> words;
  for (const row& r : rows) {
    for (const figures& f : r.runs) {
      for (std::size_t truth = 0; truth < all.size(); ++truth) {
        for (std::size_t said = 0; said < all.size(); ++said) {
          all[truth][said] += f.bound[truth][said];
          if (f.bound[truth][said] > 0) words.insert({truth, said});
        }
      }
    }
  }
  out << fmt::format("\n{:<34} {:>8}", "true (steps), % of them as said", "");
  for (const std::size_t said : words) out << fmt::format(" {:>11}", binding_words[said]);
  out << '\n';
  constexpr double percent = 100;
  for (const std::size_t truth : words) {
    const double steps = std::accumulate(all[truth].begin(), all[truth].end(), 0.0);
    if (steps == 0) continue;
    out << fmt::format("{:<34} {:>8.0f}", binding_words[truth], steps);
    for (const std::size_t said : words) out << fmt::format(" {:>11.1f}", percent * all[truth][said] / steps);
    out << '\n';
  }
}

}  // namespace sluice::bench
