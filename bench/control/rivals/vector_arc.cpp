#include "bench/control/rivals/vector_arc.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::bench {

vector_arc::vector_arc(const arc_options& options)
    : rival_law(options.first, options.max, options.wait), options_(options), limit_(options.first) {}

void vector_arc::heard(const completion& c) {
  pressed_ |= refused(c) || c.result.cls == outcome_class::broken;
  reached_ |= c.in_flight_left + 1 >= limit_;
  if (c.result.cls == outcome_class::ok) {
    ++timed_;
    mean_s_ += (seconds(c.latency) - mean_s_) / timed_;  // equal ones must give exactly that
  }
  if (!past_) {
    if (timed_ == 0) return;
    take_in(mean_s_);
    next_update_ = c.at + from_seconds(past_->mean);
    return;
  }
  if (c.at < next_update_) return;
  judge(*past_);
  if (timed_ > 0) take_in(mean_s_);
  next_update_ = c.at + from_seconds(past_->mean);
  mean_s_ = timed_ = 0;
  pressed_ = reached_ = false;
}

void vector_arc::judge(const past& before) {
  const double queued_from = before.mean + options_.deviations * std::sqrt(before.variance);
  if (limit_ < options_.max && reached_ && !pressed_ && timed_ > 0 && mean_s_ <= before.mean) {
    ++limit_;
  } else if (limit_ > 1 && (pressed_ || mean_s_ >= queued_from)) {
    limit_ = std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(limit_) * options_.decrease));
  }
  set_window(static_cast<double>(limit_));
}

void vector_arc::take_in(double mean) {
  if (!past_) {
    past_ = past{.mean = mean};
    return;
  }
  const double difference = mean - past_->mean;
  const double increment = options_.alpha * difference;
  past_->mean += increment;
  past_->variance = (1 - options_.alpha) * (past_->variance + difference * increment);
}

}  // namespace sluice::bench
