// Runs that share an org see each other's queue, and none can see what latency is without it: each takes the others'
// queue for an org that got slower, and they drive one another up to their ceilings, the largest the furthest. Three
// rules against that:
//
// An org that has become slower does not bear more calls than it did when it was fast: while the latency is far above
// the least of late, the window grows no further than it was near it.
//
// Where the latency that is believed to be the unloaded one stays above the least that was seen, the window is drained
// for a few round trips, to look (as BBR does: Cardwell et al., "BBR: congestion-based congestion control", ACM Queue
// 14(5), 2016). Runs that see the latency fall without their doing join in, and their clocks agree from then on; so
// they drain together and all see it without a queue. A lone run has seen it, and hardly ever drains.
//
// If it was lower than believed by far, others share the org. From then on the window is what keeps a few calls of its
// own in the queue (TCP Vegas: Brakmo and Peterson, 1995): the same for all that see the same latencies, so what they
// get becomes equal, where steps in proportion to the window would keep any share for good. That ends where the
// latency has stayed near the unloaded one.
#pragma once

#include "protocol/time.hpp"

#include <cstddef>
#include <optional>

namespace sluice {

/// What a round showed.
struct shared_round {
  double level = 0;        ///< mean ln(latency), each kind's usual one taken off
  double error = 0;        ///< of that mean
  double replies = 0;      ///< it was taken from
  double spread = 0;       ///< of a single ln(latency)
  double rho = 1;          ///< geometric over arithmetic mean latency
  double unloaded = 0;     ///< the level that was believed, before this round, to be that without load
  double in_flight = 1;    ///< mean, at the sending of its calls
  std::size_t window = 1;  ///< it was heard under
  bool rising = false;     ///< after a great step up: the short calls came back first
  duration latency{};      ///< mean
  time_point at{};         ///< its end
};

class shared_window {
 public:
  void heard(const shared_round& r);
  /// A window that is not asked for may grow up to that; infinite while the org is near its best.
  [[nodiscard]] double most() const;
  /// Where the window is to go, whatever else is believed: while draining, and while others share the org.
  [[nodiscard]] std::optional<double> asked() const { return asked_; }
  [[nodiscard]] bool shares() const { return shares_; }
  /// While draining: the window that was left for it.
  [[nodiscard]] std::optional<double> left() const { return drain_ ? std::optional(drain_->window) : std::nullopt; }

 private:
  struct drain {
    time_point began{};
    time_point from{};          // all calls in flight are of the drained window
    time_point counted_from{};  // replies count, so the first ones to come back do not
    duration latency{};         // before
    double replies = 0;         // since it began
    double replies_from = 0;
    double level = 0;
    double unloaded = 0;
    double window = 1;
    double sum = 0;  // of levels, by their weight
    double weight = 0;

    [[nodiscard]] bool passed(double trips, duration since, double n) const;
  };

  void learn(const shared_round& r);
  [[nodiscard]] bool plunged(const shared_round& r) const;
  void look_for_others(const shared_round& r, bool fell, double before);
  void share(const shared_round& r, bool fell, double before);
  void begin_drain(const shared_round& r, double level);
  void drained(const shared_round& r);
  void judge_drain(const shared_round& r);
  void share_from(const shared_round& r);
  [[nodiscard]] double inflation(double level, double rho) const;

  double level_ = 0;  // of late
  double error_ = 0;
  double in_flight_ = 0;
  double unloaded_ = 0;
  double floor_ = 0;   // the least level, as far as noise lets one tell
  double rising_ = 1;  // how much of what is known of late came after great steps up
  double largest_ = 0;
  bool calm_ = true;
  std::size_t rounds_ = 0;
  std::optional<time_point> last_;
  std::optional<drain> drain_;
  time_point sure_{};  // of the unloaded level, at last
  time_point drained_at_{};
  duration wait_{};  // from then to a drain
  bool shares_ = false;
  double unqueued_ = 0;  // while sharing: the level without a queue
  double own_ = 1;       // and the window
  time_point queued_{};  // a queue stood
  std::optional<double> asked_;
};

}  // namespace sluice
