#include "bench/control/sim_org.hpp"

#include "bench/control/median.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace sluice::bench {

namespace {
constexpr std::uint64_t course_seed = 1;
constexpr double ms_a_second = 1000;
constexpr double seconds_a_minute = 60;
constexpr std::uint64_t kinds = orgsim::call_kind_names.size();
constexpr double unbounded = std::numeric_limits<double>::infinity();

const mix& mix_at(const scenario& s, double at_s) {
  const mix* last = &s.load.mixes.front();
  for (const mix& m : s.load.mixes) {
    if (m.at_s <= at_s) last = &m;
  }
  return *last;
}

double mean_service_s(const scenario& s, double at_s) {
  const mix& m = mix_at(s, at_s);
  double sum = 0;
  for (std::size_t k = 0; k < m.weights.size(); ++k) {
    const orgsim::service_profile& p = s.org.service[k];
    const double of_tail = p.tail_alpha > 1 ? p.tail_factor * p.tail_alpha / (p.tail_alpha - 1) : p.tail_factor;
    const double spread = std::exp(p.sigma * p.sigma / 2);
    sum += m.weights[k] * p.median_ms / ms_a_second * spread * (1 + p.tail_share * (of_tail - 1));
  }
  return sum / std::accumulate(m.weights.begin(), m.weights.end(), 0.0);
}

double mean_round_trip_s(const scenario& s) {
  const orgsim::network_profile& n = s.org.network;
  return n.round_trip_ms / ms_a_second * std::exp(n.sigma * n.sigma / 2);
}

// Calls in service at which most are served a second.
double best_in_service(const orgsim::capacity_profile& c, double servers) {
  constexpr double most = 2000;
  const double last = servers > 0 ? servers : most;
  if (c.slowdown(last) == 1) return last;
  double best = 1;
  for (double n = 2; n <= last; ++n) {
    if (n / c.slowdown(n) > best / c.slowdown(best)) best = n;
  }
  return best;
}

// Latencies of calls that meet no queue, drawn from a generator of their own.
std::vector<double> unloaded_ms(const scenario& s, double at_s, double service_factor) {
  constexpr std::size_t draws = 4001;
  constexpr std::uint64_t seed = 7;
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> unit;
  const mix& m = mix_at(s, at_s);
  std::discrete_distribution<std::size_t> kind_of(m.weights.begin(), m.weights.end());
  std::vector<double> all(draws);
  for (double& x : all) {
    const orgsim::service_profile& p = s.org.service[kind_of(random)];
    x = service_factor * p.median_ms * std::exp(p.sigma * normal(random));
    if (p.tail_share > 0 && unit(random) < p.tail_share) x *= p.tail_factor;
    x += s.org.network.round_trip_ms * std::exp(s.org.network.sigma * normal(random));
  }
  return all;
}
}  // namespace

orgsim::course course_of(const scenario& s) {
  return {s.org, course_seed};
}

capacity capacity_at(const scenario& s, const orgsim::course& c, double at_s) {
  const sim_time at = orgsim::milliseconds_of(at_s * ms_a_second);
  capacity is;
  const double service_s = mean_service_s(s, at_s) * c.service_factor(at);
  const double round_trip_s = mean_round_trip_s(s);
  is.unloaded_s = service_s + round_trip_s;
  const std::uint32_t servers = c.servers(at);
  const double busy = best_in_service(s.org.capacity, servers);
  is.served = busy / (service_s * s.org.capacity.slowdown(busy));
  is.knee = busy + is.served * round_trip_s;
  const std::uint32_t cap = c.in_flight_cap(at);
  is.at_cap = unbounded;
  if (cap > 0 && cap_counts_all(s)) {
    // The org counts from a call's arrival; the way to it and back is not in its count. What servers could not serve
    // does not make a cap bind.
    is.at_cap = cap / (service_s * s.org.capacity.slowdown(std::min<double>(cap, busy)));
    is.knee = std::min(is.knee, cap + is.at_cap * round_trip_s);
  }
  const double rate = c.calls_per_minute(at);
  is.rate = rate > 0 ? rate / seconds_a_minute : unbounded;
  if (c.outage(at)) is.served = 0;
  is.per_second = std::min({is.served, is.at_cap, is.rate});
  return is;
}

double median_unloaded_s(const scenario& s) {
  return median(unloaded_ms(s, 0, 1)) / ms_a_second;
}

double typical_unloaded_s(const scenario& s, const orgsim::course& c, double at_s) {
  const std::vector<double> all = unloaded_ms(s, at_s, c.service_factor(orgsim::milliseconds_of(at_s * ms_a_second)));
  double logs = 0;
  for (const double ms : all) logs += std::log(ms);
  return std::exp(logs / static_cast<double>(all.size())) / ms_a_second;
}

sim_org::sim_org(const scenario& s, std::uint64_t seed)
    : org_(s.org),
      course_(course_of(s)),
      limits_(s.org, course_seed),
      queue_(s.org.capacity.queue),
      counts_long_(s.org.in_flight.cap > 0 && !cap_counts_all(s)),
      stationary_(course_.is_stationary()),
      random_(seed) {}

std::uint32_t sim_org::servers(sim_time now) {
  constexpr sim_time step = std::chrono::milliseconds(5);
  if (now >= servers_until_) {
    servers_ = course_.servers(now);
    servers_until_ = stationary_ ? sim_time::max() : now + step;
  }
  return servers_;
}

sim_time sim_org::service_of(std::size_t kind, sim_time now) {
  const orgsim::service_profile& p = org_.service[kind];
  double ms = p.median_ms * std::exp(p.sigma * normal_(random_));
  if (p.tail_share > 0 && unit_(random_) < p.tail_share) {
    ms *= p.tail_factor;
    if (p.tail_alpha > 0) ms *= std::pow(1 - unit_(random_), -1 / p.tail_alpha);
  }
  if (calls_ <= org_.cold.calls) {
    const double coldness = static_cast<double>(org_.cold.calls - calls_ + 1) / org_.cold.calls;
    ms *= 1 + (org_.cold.factor - 1) * coldness;
  }
  const double factor = stationary_ ? 1 : course_.service_factor(now);
  return orgsim::milliseconds_of(ms * factor * org_.capacity.slowdown(static_cast<double>(queue_.busy())));
}

sim_time sim_org::one_way() {
  const orgsim::network_profile& n = org_.network;
  return orgsim::milliseconds_of(n.round_trip_ms / 2 * (n.sigma > 0 ? std::exp(n.sigma * normal_(random_)) : 1));
}

std::optional<outcome> sim_org::fault(sim_time now) {
  for (const orgsim::fault_profile& f : org_.faults) {
    const double s = orgsim::in_seconds(now);
    if (s < f.after_s || (f.until_s > 0 && s >= f.until_s) || unit_(random_) >= f.share) continue;
    constexpr std::uint32_t bad_gateway = 502;
    return outcome{.cls = f.status >= bad_gateway ? outcome_class::overloaded : outcome_class::broken,
                   .status = static_cast<int>(f.status)};
  }
  return {};
}

sim_org::reception sim_org::arrives(std::uint64_t call, std::size_t kind, sim_time now) {
  constexpr int unavailable = 503;
  if (const auto out = course_.outage(now)) {
    if (*out == orgsim::outage_form::hang) {
      ++in_flight_;
      return {.lost = true, .closes = sim_time::max()};
    }
    return {.answer = {.cls = outcome_class::overloaded,
                       .status = *out == orgsim::outage_form::unavailable ? unavailable : 0}};
  }
  if (const auto broken = fault(now)) return {.answer = *broken};
  orgsim::calls_in_flight in_flight{.all = in_flight_ + 1};
  if (counts_long_)
    in_flight.long_running = running_.longer_than(orgsim::milliseconds_of(org_.in_flight.long_s * ms_a_second), now);
  if (const auto refused = limits_.refuse(now, in_flight)) {
    if (refused->dropped) {
      ++in_flight_;
      return {.lost = true, .closes = now + orgsim::milliseconds_of(org_.in_flight.drop_after_s * ms_a_second)};
    }
    outcome o{.cls = outcome_class::limited, .status = refused->status};
    if (refused->retry_after) o.retry_after = *refused->retry_after;
    if (refused->message.find("Concurrent") != std::string_view::npos) {
      o.hint = limit_hint::at_once;
    } else if (!refused->message.empty() || refused->retry_after) {
      o.hint = limit_hint::rate;
    }
    return {.answer = o};
  }
  if (!queue_.arrive(call * kinds + kind, now, servers(now))) {
    return {.answer = {.cls = outcome_class::overloaded, .status = unavailable}};
  }
  ++in_flight_;
  ++calls_;
  if (counts_long_) running_id_[call] = running_.begin(now);
  return {.queued = true};
}

const std::vector<sim_org::begun>& sim_org::begin(sim_time now) {
  begun_.clear();
  if (queue_.waiting() == 0) return begun_;
  for (const auto& b : queue_.begin(now, servers(now))) {
    begun_.push_back({.call = b.call / kinds, .ends = now + service_of(b.call % kinds, now)});
  }
  return begun_;
}

void sim_org::served(std::uint64_t call) {
  queue_.finish();
  --in_flight_;
  if (!counts_long_) return;
  const auto id = running_id_.extract(call);
  running_.end(id.mapped());
}

}  // namespace sluice::bench
