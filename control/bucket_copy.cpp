#include "control/bucket_copy.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>

namespace sluice {

namespace {
constexpr double rate_min = 0.005;
// A copy that fits all walls misses each of them by a token or two, and by what was counted wrongly.
constexpr double misses_calls = 1.5;
constexpr double misses_share = 0.015;
constexpr double calls_that_tell = 8;
constexpr double counted_wrongly = 0.01;
constexpr double calls_that_count = 150;  // the last ones before a wall
constexpr double rate_max = 1e6;
constexpr std::size_t depths_tried = 120;
constexpr double depth_step = 1.06;
constexpr double fine_step = 0.005;
constexpr double whole_less_a_bit = 0.95;  // with one token more the first wall would have come later
constexpr double far_apart = 1.3;
constexpr double least_step = 0.1;
constexpr double step_cut = 0.7;
// Rates that it might be: from just under the pace to come to half the present one.
constexpr double hypotheses_first = 0.95;
constexpr double hypotheses_last = 0.5;
constexpr double hypotheses_apart = 0.87;
constexpr double within_a_second_s = 0.95;
constexpr double longer_by = 1.2;
constexpr double as_many = 0.025;
constexpr double calls_that_compare = 30;
constexpr double few_tokens = 3;  // they are gone at once, at any pace

// The least that meets no wall, of a bucket that `left` tells the tokens of.
template <class Left>
double least_without_wall(double low, double high, int halvings, const Left& left) {
  for (int i = 0; i < halvings; ++i) {
    const double middle = (low + high) / 2;
    (left(middle) < of_a_token ? low : high) = middle;
  }
  return high;
}

double missed_by(const stretch& s) {
  return of_a_token + counted_wrongly * std::min(s.let_in(), calls_that_count);
}
}  // namespace

double tokens_left(const stretch& s, double rate, double depth) {
  double tokens = s.full ? depth : 0;
  double held_s = s.held_s;  // nothing was sent, the bucket filled and ran over
  for (const level& l : s.levels) {
    const double idle_s = std::min(held_s, l.length_s);
    held_s -= idle_s;
    tokens = std::min(depth, tokens + rate * idle_s);
    // While calls leave, what is saved up is by half a call less than it could be, on average.
    const double most = l.accepted > 0 ? depth - of_a_token : depth;
    tokens = std::min(most, tokens + rate * (l.length_s - idle_s) - l.accepted);
  }
  return tokens;
}

double stretch::let_in() const {
  return std::accumulate(levels.begin(), levels.end(), 0.0, [](double n, const level& l) { return n + l.accepted; });
}

double stretch::last_rate() const {
  const level& last = levels.back();
  const double used_s = levels.size() > 1 ? last.length_s : last.length_s - held_s;
  if (last.accepted < calls_that_tell || used_s <= 0) return last.pace;
  return std::min(last.pace, (last.accepted + 1) / used_s);
}

double stretch::length_s() const {
  return std::accumulate(levels.begin(), levels.end(), 0.0, [](double s, const level& l) { return s + l.length_s; });
}

double stretch::sent_last(double span_s) const {
  if (length_s() - held_s <= span_s) return let_in();
  double sent = 0;
  for (auto l = levels.rbegin(); l != levels.rend() && span_s > 0; ++l) {
    const double used_s = l + 1 == levels.rend() ? l->length_s - held_s : l->length_s;
    sent += l->accepted * (used_s > span_s ? span_s / used_s : 1);
    span_s -= used_s;
  }
  return sent;
}

// Of a window that lets so many in each period: a stretch may touch the parts of two more.
double stretch::least_by(double period_s) const {
  return let_in() / (length_s() + period_s);
}

// The rate that empties the copy at the ends of all stretches as well as can be, if `depth` is what can be saved up,
// give or take `vague`. A stretch tells as much as the rate changes what is left at its end.
bucket_fit fit_at(std::span<const stretch> to, double depth, double vague) {
  const auto begin = to.begin();
  const auto end = to.end();
  constexpr double a_bit = 1.01;
  const auto over = [&](double rate) {
    return std::accumulate(begin, end, 0.0, [&](double sum, const stretch& s) {
      const double left = tokens_left(s, rate, depth);
      const double tells = tokens_left(s, a_bit * rate, depth) - left;
      const double unit = missed_by(s);
      return sum + tells * (left - of_a_token) / (unit * unit);
    });
  };
  double low = rate_min;
  // At a wall calls leave faster than the bucket fills.
  double high = rate_max;
  for (auto s = begin; s != end; ++s) high = std::min(high, s->last_rate());
  for (int i = 0; i < 40; ++i) {
    const double middle = std::sqrt(low * high);
    (over(middle) < 0 ? low : high) = middle;
  }
  bucket_fit f{.rate = high, .depth = depth};
  double told = 0;
  for (auto s = begin; s != end; ++s) {
    const double left = tokens_left(*s, f.rate, depth);
    const double missed = std::max(0.0, std::abs(left - of_a_token) - vague);
    const double unit = missed_by(*s);
    const double tells = (tokens_left(*s, a_bit * f.rate, depth) - left) / (a_bit - 1) / unit;
    f.cost += missed * missed / (unit * unit);
    told += tells * tells;
    const double misfit = missed / (misses_calls + misses_share * std::min(s->let_in(), calls_that_count));
    if (misfit > f.misfit) f.worst = static_cast<std::size_t>(s - begin);
    f.misfit = std::max(f.misfit, misfit);
  }
  f.error = of_a_token / std::max(of_a_token, std::sqrt(told));
  return f;
}

// More than one depth may do. Where they mean rates far apart the least is taken, since a greater one shows itself by
// holding; of those near it the one that fits best.
bucket_fit fit_bucket(std::span<const stretch> to, double known_depth) {
  if (to.size() < 2 || (to.size() < 3 && !to.front().full)) return fit_at(to, known_depth, 0);
  std::array<bucket_fit, depths_tried> all{};
  const double most = to.front().full ? to.front().let_in() + whole_less_a_bit : 2 * known_depth;
  std::size_t n = 0;
  double likely = std::numeric_limits<double>::infinity();
  // A burst is a whole number, and few of the great ones are worth a try.
  for (double depth = 1, next = 1; depth <= most && n < all.size(); depth = next, ++n) {
    next = std::max(depth + 1, std::round(depth * depth_step));
    all[n] = fit_at(to, depth, (next - depth - 1) / 2);
    likely = std::min(likely, all[n].cost + 1);
  }
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(n);
  const auto least = std::min_element(all.begin(), end, [likely](const bucket_fit& a, const bucket_fit& b) {
    return std::pair(a.cost > likely, a.rate) < std::pair(b.cost > likely, b.rate);
  });
  const double rate_most = far_apart * least->rate;
  const auto near = std::min_element(all.begin(), end, [rate_most](const bucket_fit& a, const bucket_fit& b) {
    return std::pair(a.rate > rate_most, a.cost) < std::pair(b.rate > rate_most, b.cost);
  });
  bucket_fit best = fit_at(to, near->depth, 0);
  const double by = std::max(1.0, std::round(fine_step * near->depth));
  for (double depth = std::round(near->depth / depth_step); depth <= near->depth * depth_step; depth += by) {
    const bucket_fit f = fit_at(to, std::max(1.0, depth), 0);
    if (f.cost < best.cost) best = f;
  }
  double greatest = best.rate;
  for (auto f = all.begin(); f != end; ++f) {
    if (f->cost <= likely) greatest = std::max(greatest, f->rate);
  }
  best.error = std::max(best.error, (greatest / best.rate - 1) / 2);
  return best;
}

double least_depth(const stretch& s, double rate) {
  constexpr int halvings = 20;
  return least_without_wall(1, std::max(1.0, s.let_in()), halvings,
                            [&](double depth) { return tokens_left(s, rate, depth); });
}

std::optional<double> error_if_met(const stretch& first, const stretch& open, double rate, double pace) {
  constexpr double a_bit = 1.02;
  const double left = tokens_left(open, rate, least_depth(first, rate));
  if (left <= few_tokens || pace <= rate) return std::nullopt;
  const double lasts_s = (left - of_a_token) / (pace - rate);
  const double more = tokens_left(open, a_bit * rate, least_depth(first, a_bit * rate)) - left;
  const double tells = std::abs(more + (a_bit - 1) * rate * lasts_s) / (a_bit - 1);
  const double missed = missed_by(first) + missed_by(open);
  return missed / std::max(tells, missed);
}

double telling_step(const stretch& first, const stretch& open, double pace, const step_bounds& within) {
  const auto tells = [&](double to) {
    for (double rate = hypotheses_first * to; rate > hypotheses_last * pace; rate *= hypotheses_apart) {
      if (error_if_met(first, open, rate, to).value_or(0) > within.told) return false;
    }
    return true;
  };
  double step = within.greatest;
  while (step > least_step && !tells((1 + step) * pace)) step *= step_cut;
  return std::max(least_step, step);
}

bool alike_by_second(const stretch& a, const stretch& b) {
  return a.let_in() >= calls_that_compare && a.length_s() < within_a_second_s &&
         b.length_s() - b.held_s < within_a_second_s && b.length_s() - b.held_s > longer_by * a.length_s() &&
         std::abs(a.let_in() - b.let_in()) <= std::max(of_a_token, as_many * a.let_in());
}

double least_rate(const stretch& s, double depth) {
  constexpr int halvings = 30;
  return least_without_wall(rate_min, 2 * std::min(s.pace(), rate_max), halvings,
                            [&](double rate) { return tokens_left(s, rate, depth); });
}

}  // namespace sluice
