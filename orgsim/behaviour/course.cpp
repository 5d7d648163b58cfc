#include "orgsim/behaviour/course.hpp"

#include "orgsim/data/draw.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sluice::orgsim {

course::course(const profile& how, std::uint64_t seed) : profile_(how), seed_(seed) {
  std::ranges::stable_sort(profile_.changes, {}, &change_profile::at_s);
}

double course::after_changes(double at_first, std::optional<double> change_profile::*what, double now_s) const {
  double value = at_first;
  for (const change_profile& c : profile_.changes) {
    const std::optional<double>& to = c.*what;
    if (!to || now_s < c.at_s) continue;
    const double done = c.over_s > 0 ? std::min(1.0, (now_s - c.at_s) / c.over_s) : 1.0;
    value += (*to - value) * done;
  }
  return value;
}

double course::waved(double mean, wave_of of, double now_s) const {
  for (const wave_profile& w : profile_.waves)
    if (w.of == of) mean *= 1.0 + w.swing * std::sin(2.0 * std::numbers::pi * (now_s - w.phase_s) / w.period_s);
  return mean;
}

double course::others_per_minute(sim_time now) const {
  const double s = in_seconds(now);
  return waved(after_changes(profile_.others.calls_per_minute, &change_profile::others_per_minute, s), wave_of::others,
               s);
}

double course::taken_by_others(sim_time now) const {
  const double mean = others_per_minute(now) / 60.0 * profile_.others.service_ms / 1000.0;
  if (mean <= 0) return 0;
  draw d(seed_, "others", static_cast<std::uint64_t>(in_seconds(now)));
  return std::max(0.0, mean + std::sqrt(mean) * d.normal());
}

double course::share_after_outages(double now_s) const {
  constexpr double at_return = 0.1;
  double share = 1;
  for (const outage_profile& o : profile_.outages) {
    const double since = now_s - o.at_s - o.for_s;
    if (since >= 0 && since < o.slow_start_s)
      share = std::min(share, at_return + (1.0 - at_return) * since / o.slow_start_s);
  }
  return share;
}

std::uint32_t course::servers(sim_time now) const {
  const double s = in_seconds(now);
  const double all = after_changes(profile_.capacity.servers, &change_profile::servers, s);
  if (all <= 0) return 0;
  const double left = waved(all, wave_of::servers, s) * share_after_outages(s) - taken_by_others(now);
  return static_cast<std::uint32_t>(std::max(1.0, std::round(left)));
}

double course::service_factor(sim_time now) const {
  const double s = in_seconds(now);
  return std::max(0.0, waved(after_changes(1, &change_profile::service_factor, s), wave_of::service, s));
}

double course::calls_per_minute(sim_time now) const {
  return after_changes(profile_.rate.calls_per_minute, &change_profile::calls_per_minute, in_seconds(now));
}

std::uint32_t course::in_flight_cap(sim_time now) const {
  return static_cast<std::uint32_t>(
      after_changes(profile_.in_flight.cap, &change_profile::in_flight_cap, in_seconds(now)));
}

std::optional<outage_form> course::outage(sim_time now) const {
  const double s = in_seconds(now);
  for (const outage_profile& o : profile_.outages)
    if (s >= o.at_s && s < o.at_s + o.for_s) return o.form;
  return std::nullopt;
}

bool course::is_stationary() const {
  return profile_.changes.empty() && profile_.waves.empty() && profile_.outages.empty() &&
         profile_.others.calls_per_minute <= 0;
}

bool course::has_outage(outage_form form) const {
  return std::ranges::any_of(profile_.outages, [form](const outage_profile& o) { return o.form == form; });
}

}  // namespace sluice::orgsim
