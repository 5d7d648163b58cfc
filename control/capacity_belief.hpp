// What is known of how many calls at once an org serves: a weight on each of many hypotheses, a curve of latency over
// in-flight each. A knee: latency stays until the servers are full, then grows as the in-flight. A crowd: beyond the
// knee every call slows all others. Or latency that grows from the first call on (the universal scalability law:
// Gunther, 1993). What is not known yet shows as weight on many of them, so no single round of a heavy tail moves the
// window far, and a search goes on just as long as noise demands.
//
// Each hypothesis is a filter of its own for the latency that the org has without load (a bank with Markov switching:
// Blom and Bar-Shalom, "The interacting multiple model algorithm", IEEE TAC 33(8), 1988). Between two rounds the
// capacity drifts a little or, rarely, jumps anywhere; so does the latency; and now and then a round says nothing. A
// change of the org is then what is likelier than noise.
//
// By Little's law throughput is in-flight over latency, so it is no further evidence.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sluice {

/// What one round showed.
struct round_evidence {
  double in_flight = 1;  ///< mean, at the sending of its calls
  double level = 0;      ///< mean ln(latency), each kind's usual one taken off
  double variance = 1;   ///< of that mean
  double rho = 1;  ///< geometric over arithmetic mean latency: a queue's delay weighs less in a wide spread's logs
};

/// What a level over the unloaded one says of the mean latency: times that without load.
[[nodiscard]] double inflation_at(double over_unloaded, double rho);

class capacity_belief {
 public:
  capacity_belief();

  void observe(const round_evidence& seen);
  /// Before a window is tried just to ask. Latency under one window alone never tells a queue from a slow org, so what
  /// is believed may be wrong for long: `share` of it goes to every capacity, as likely as at the start, each with the
  /// latency without load that would explain the `last` round. What is heard next decides.
  void doubt(const round_evidence& last, double share);
  /// Something else than a round's latency says that so many at once are too many; `odds` that they are not. What was
  /// thought of them goes to half of that and more.
  void refute_above(double in_flight, double odds);

  /// The in-flight within [least, most] that is worth most: the logarithm of the throughput that can be expected, less
  /// a share of the queue's, so that it lies above most of what the capacity may be.
  [[nodiscard]] double best(double least, double most) const;
  /// How likely the capacity is below that.
  [[nodiscard]] double below(double in_flight) const;
  /// Expected level without load.
  [[nodiscard]] double unloaded() const;

 private:
  enum class shape : std::uint8_t { knee, crowd, growing };
  struct curve {
    shape is = shape::knee;
    double capacity = 1;  // in flight, at which most is served
    double most = 1;      // served there, as in-flight over inflation
    double prior = 0;
    double to_next = 0;  // chance of a drift to either neighbour
    bool first = false;  // of its shape
    bool last = false;
    // Latency at `in_flight` over that without load.
    [[nodiscard]] double inflation(double in_flight) const;
    // What a queue adds to the level then.
    [[nodiscard]] double queue_in(const round_evidence& seen) const;
  };
  struct hypothesis {
    double weight = 0;
    double unloaded = 0;
    double variance = 0;
  };
  // Of a mixture of hypotheses.
  struct moments {
    double weight = 0;
    double first = 0;
    double second = 0;
    void add(const hypothesis& h, double part);
    [[nodiscard]] hypothesis hypothesis_of() const;
  };
  static constexpr std::size_t knees = 132;
  static constexpr std::size_t others = 66;  // of each other shape
  static constexpr std::size_t all = knees + 2 * others;
  using bank = std::array<hypothesis, all>;

  [[nodiscard]] static std::array<curve, all> make_curves();
  [[nodiscard]] static const std::array<curve, all>& curves();
  [[nodiscard]] moments unloaded_moments() const;
  void drift();
  void normalise();
  struct candidate {
    double in_flight = 1;
    std::array<double, all> worth{};  // by hypothesis
  };
  [[nodiscard]] static const std::vector<candidate>& candidates();
  [[nodiscard]] static double worth_if(const curve& c, double in_flight);
  [[nodiscard]] double worth(double in_flight) const;

  bank bank_{};
  bank next_{};  // of drift(), kept to need no room on the stack of an actor
};

}  // namespace sluice
