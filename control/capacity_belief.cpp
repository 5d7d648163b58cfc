#include "control/capacity_belief.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sluice {

namespace {
constexpr double least_capacity = 1;
constexpr double most_capacity = 700;
// Before anything is known.
constexpr double crowd_share = 0.1;
constexpr double growing_share = 0.15;
constexpr double contention = 0.2;  // of the growth of latency; the rest is coherence
// Between two rounds.
constexpr double jump = 0.002;
constexpr double knee_drift = 0.02;  // chance of the next hypothesis, on either side
constexpr double other_drift = 0.03;
constexpr double unloaded_drift = 1e-5;  // variance
constexpr double unloaded_jump = 0.001;
constexpr double unloaded_jump_variance = 0.25;
constexpr double odd_round = 0.04;
constexpr double odd_variance = 0.25;
constexpr double unknown_variance = 100;
constexpr double impossible = 1e-12;
// Of the window: a tenth of queue or so where the capacity is known well.
constexpr double queue_cost = 0.18;
constexpr double free_queue = 0.6;  // calls; a window is a whole number
constexpr double negligible = 1e-7;
constexpr double whole_steps_below = 12;
constexpr double step_of_search = 1.04;

double square(double x) {
  return x * x;
}

// max(1, load) with its corner rounded, since some queue before the servers are all busy: the 16th root of 1 + load^16.
double rounded_knee(double load) {
  const double eighth = square(square(square(load)));
  return std::sqrt(std::sqrt(std::sqrt(std::sqrt(1 + square(eighth)))));
}

// Of an error with that variance, but for a factor common to all.
double likelihood(double error, double variance) {
  return std::exp(-square(error) / (2 * variance)) / std::sqrt(variance);
}
}  // namespace

double inflation_at(double over_unloaded, double rho) {
  return 1 + (std::exp(over_unloaded) - 1) * rho;
}

double capacity_belief::curve::inflation(double n) const {
  if (n <= 1) return 1;
  const double load = n / capacity;
  switch (is) {
    case shape::knee:
      return load > 2 ? load : rounded_knee(load);
    case shape::crowd:
      return std::exp(std::max(0.0, load - 1));
    case shape::growing:
      return 1 + contention * (n - 1) / capacity + (1 - contention) * load * (n - 1) / capacity;
  }
  return 1;
}

double capacity_belief::curve::queue_in(const round_evidence& seen) const {
  return std::log(1 + (inflation(seen.in_flight) - 1) / seen.rho);
}

std::array<capacity_belief::curve, capacity_belief::all> capacity_belief::make_curves() {
  std::array<curve, all> made;
  std::size_t i = 0;
  const auto add = [&](shape is, double share, std::size_t members, double to_next) {
    const double step = std::log(most_capacity / least_capacity) / static_cast<double>(members - 1);
    for (std::size_t k = 0; k < members; ++k, ++i) {
      curve& c = made[i];
      c = {.is = is,
           .capacity = least_capacity * std::exp(step * static_cast<double>(k)),
           .prior = share / static_cast<double>(members),
           .to_next = to_next,
           .first = k == 0,
           .last = k + 1 == members};
      c.most = is == shape::growing ? c.capacity / c.inflation(c.capacity) : c.capacity;
    }
  };
  add(shape::knee, 1 - crowd_share - growing_share, knees, knee_drift);
  add(shape::crowd, crowd_share, others, other_drift);
  add(shape::growing, growing_share, others, other_drift);
  return made;
}

const std::array<capacity_belief::curve, capacity_belief::all>& capacity_belief::curves() {
  static const std::array<curve, all> made = make_curves();
  return made;
}

capacity_belief::capacity_belief() {
  for (std::size_t i = 0; i < all; ++i) bank_[i] = {.weight = curves()[i].prior, .variance = unknown_variance};
}

capacity_belief::moments capacity_belief::unloaded_moments() const {
  moments m;
  for (const hypothesis& h : bank_) m.add(h, h.weight);
  return m;
}

void capacity_belief::moments::add(const hypothesis& h, double part) {
  weight += part;
  first += part * h.unloaded;
  second += part * (h.variance + square(h.unloaded));
}

capacity_belief::hypothesis capacity_belief::moments::hypothesis_of() const {
  const double mean = first / weight;
  return {.weight = weight, .unloaded = mean, .variance = std::max(0.0, second / weight - square(mean))};
}

// What may have changed since the last round. Wherever the capacity went, the latency without load came along.
void capacity_belief::drift() {
  const hypothesis anywhere = unloaded_moments().hypothesis_of();
  for (std::size_t i = 0; i < all; ++i) {
    const curve& c = curves()[i];
    moments m;
    const auto come_from = [&m](const hypothesis& h, double chance) { m.add(h, (1 - jump) * chance * h.weight); };
    m.add(anywhere, jump * c.prior);
    come_from(bank_[i], 1 - 2 * c.to_next);
    come_from(bank_[c.first ? i : i - 1], c.to_next);
    come_from(bank_[c.last ? i : i + 1], c.to_next);
    next_[i] = m.hypothesis_of();
    next_[i].variance += unloaded_drift;
  }
  std::swap(bank_, next_);
}

void capacity_belief::observe(const round_evidence& seen) {
  drift();
  for (std::size_t i = 0; i < all; ++i) {
    hypothesis& h = bank_[i];
    const double error = seen.level - h.unloaded - curves()[i].queue_in(seen);
    // As always, after a jump of the latency, or a round that says little.
    struct branch {
      double chance;
      double before;  // variance
      double noise;
    };
    const std::array<branch, 3> branches{
        {{.chance = 1 - unloaded_jump - odd_round, .before = h.variance, .noise = seen.variance},
         {.chance = unloaded_jump, .before = h.variance + unloaded_jump_variance, .noise = seen.variance},
         {.chance = odd_round, .before = h.variance, .noise = seen.variance + odd_variance}}};
    double l = impossible;
    double m = 0;
    double s = impossible * h.variance;
    for (const branch& b : branches) {
      const double total = b.before + b.noise;
      const double p = b.chance * likelihood(error, total);
      const double step = error * b.before / total;
      l += p;
      m += p * step;
      s += p * (b.before * b.noise / total + square(step));
    }
    m /= l;
    h.unloaded += m;
    h.variance = std::max(0.0, s / l - square(m));
    h.weight *= l;
  }
  normalise();
}

void capacity_belief::doubt(const round_evidence& last, double share) {
  for (std::size_t i = 0; i < all; ++i) {
    const curve& c = curves()[i];
    moments m;
    m.add(bank_[i], (1 - share) * bank_[i].weight);
    m.add({.unloaded = last.level - c.queue_in(last), .variance = last.variance}, share * c.prior);
    bank_[i] = m.hypothesis_of();
  }
}

void capacity_belief::refute_above(double in_flight, double odds) {
  const hypothesis anywhere = unloaded_moments().hypothesis_of();
  double moved = 0;
  double room = 0;
  for (std::size_t i = 0; i < all; ++i) {
    const curve& c = curves()[i];
    if (c.capacity > in_flight) {
      moved += (1 - odds) * bank_[i].weight;
      bank_[i].weight *= odds;
    } else if (c.capacity >= in_flight / 2) {
      room += c.prior;
    }
  }
  if (room == 0) return normalise();
  for (std::size_t i = 0; i < all; ++i) {
    const curve& c = curves()[i];
    if (c.capacity > in_flight || c.capacity < in_flight / 2) continue;
    moments m;
    m.add(bank_[i], bank_[i].weight);
    m.add(anywhere, moved * c.prior / room);
    bank_[i] = m.hypothesis_of();
  }
  normalise();
}

void capacity_belief::normalise() {
  double sum = 0;
  for (const hypothesis& h : bank_) sum += h.weight;
  for (hypothesis& h : bank_) h.weight /= sum;
}

double capacity_belief::worth_if(const curve& c, double n) {
  const double served = std::log(n / c.inflation(n) / c.most);
  const double queue = std::log(std::max(1.0, n / (c.capacity + free_queue)));
  return served - queue_cost * queue;
}

double capacity_belief::worth(double n) const {
  double sum = 0;
  for (std::size_t i = 0; i < all; ++i) {
    if (bank_[i].weight >= negligible) sum += bank_[i].weight * worth_if(curves()[i], n);
  }
  return sum;
}

const std::vector<capacity_belief::candidate>& capacity_belief::candidates() {
  static const std::vector<candidate> made = [] {
    std::vector<candidate> all_of_them;
    for (double n = least_capacity; n < most_capacity; n = n < whole_steps_below ? n + 1 : n * step_of_search) {
      candidate c{.in_flight = n};
      for (std::size_t i = 0; i < all; ++i) c.worth[i] = worth_if(curves()[i], n);
      all_of_them.push_back(c);
    }
    return all_of_them;
  }();
  return made;
}

double capacity_belief::best(double least, double most) const {
  double best = least;
  double best_worth = worth(least);
  const auto heed = [&](double n, double w) {
    if (w <= best_worth) return;
    best_worth = w;
    best = n;
  };
  for (const candidate& c : candidates()) {
    if (c.in_flight <= least || c.in_flight >= most) continue;
    double w = 0;
    for (std::size_t i = 0; i < all; ++i) w += bank_[i].weight * c.worth[i];
    heed(c.in_flight, w);
  }
  heed(most, worth(most));
  return best;
}

double capacity_belief::below(double in_flight) const {
  double sum = 0;
  for (std::size_t i = 0; i < all; ++i) sum += curves()[i].capacity < in_flight ? bank_[i].weight : 0;
  return sum;
}

double capacity_belief::unloaded() const {
  double mean = 0;
  for (const hypothesis& h : bank_) mean += h.weight * h.unloaded;
  return mean;
}

}  // namespace sluice
