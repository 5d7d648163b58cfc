// What the rival laws share: the setting that they hold, and the hold after a refusal that their clients would have.
//
// None of them tells one limit from another, so every refused call counts as a rate's. None has a hold of its own, for
// in its own client only the refused call waits before it is sent again; here a backlog takes its place at once, and a
// server that refuses within milliseconds would be asked thousands of times a second. A `backoff` stands for that wait:
// nothing leaves for `first_s` after a refusal without Retry-After, twice as long after each further one until a call
// succeeds. It answers a burst once. Each law's header says what it was given.
#pragma once

#include "control/control_law.hpp"

#include <cstddef>
#include <cstdint>

namespace sluice::bench {

struct backoff {
  double first_s = 0;  ///< 0: none
  double most_s = 0;
  bool after_limited = true;  ///< else only where the org is overloaded
};

/// The step of Vegas and its kin: log10 of the limit as a whole number, at least 1.
[[nodiscard]] double whole_log10(double limit);

class rival_law : public control_law {
 public:
  refusal ended(const completion& c) final;
  [[nodiscard]] const setting& current() const final { return setting_; }

 protected:
  rival_law(std::size_t window, std::size_t max, backoff wait = {});

  /// What the law makes of a call that was not cancelled by us.
  virtual void heard(const completion& c) = 0;
  /// Rounds down, and stays within 1 and the most that the law was made for.
  void set_window(double calls);
  void set_pace(double calls_per_second, double burst);

 private:
  void back_off(const completion& c);

  setting setting_;
  setting next_;
  std::size_t max_;
  backoff wait_;
  double held_s_ = 0;             // the last hold, while nothing has succeeded since
  std::uint32_t held_epoch_ = 0;  // grants of an earlier epoch were out when it began
};

/// The org or its gateway would not serve the call now: what the projects call a rejected or a throttled request.
[[nodiscard]] bool refused(const completion& c);

}  // namespace sluice::bench
