// When a call that failed whole is asked again: after full jitter (a wait drawn evenly between nothing and an
// exponentially growing bound; AWS Architecture Blog, "Exponential Backoff and Jitter"), and, for calls that an
// overloaded org did not answer, within the run's retry budget (Google's SRE book, "Handling Overload"): at most a
// tenth of the calls of the last minute, never less than one a second. The budget delays; it never fails anything.
#pragma once

#include "protocol/outcome.hpp"
#include "protocol/time.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <random>

namespace sluice {

struct retry_options {
  std::uint32_t retries = 3;                          ///< tries of a broken call after its first
  duration backoff = std::chrono::milliseconds(400);  ///< the first bound of a wait
  duration backoff_max = std::chrono::seconds(30);    ///< the greatest
};

/// What becomes of a call that ended without a usable reply.
enum class verdict : std::uint8_t {
  again,    ///< the same call, later; it counts as an attempt
  outwait,  ///< the same call, later, without end: the org's limits or an outage, no attempt of any object
  halve,    ///< its set in two halves, now
  give_up,  ///< its single object's part has failed
  gap,      ///< its single object's part is not to be had: denied, unsupported
  renew,    ///< the session's to cure
  forget,   ///< dropped by us
};

/// `attempts`: how often the call was sent and broke, this time included. `patient`: outages are waited out.
[[nodiscard]] verdict judge(const outcome& o, std::uint32_t attempts, std::size_t objects, bool patient,
                            const retry_options& options);

/// `failures`: in a row, at least 1.
[[nodiscard]] duration full_jitter(std::uint32_t failures, const retry_options& options, std::mt19937_64& random);

class retry_budget {
 public:
  void sent(time_point now);
  /// The earliest time for one more retry of an overloaded call, not before `wanted`; it is then booked.
  [[nodiscard]] time_point book(time_point wanted, time_point now);

 private:
  void forget_before(time_point now);

  std::deque<time_point> sent_;      // of the last minute
  std::optional<time_point> first_;  // a run of less than a minute has a rate too
  time_point next_turn_{};
};

}  // namespace sluice
