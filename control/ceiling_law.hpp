// Where an org bounds the calls at once: a refusal sets the ceiling just under the number in flight at the refused
// call's sending. One more is tried only after a wait that doubles each time it fails; where it holds, the next steps
// follow quickly and double, since an org that has been given more room is rarely given one call more.
//
// Some orgs don't refuse: calls over the bound are taken and never answered. The least number in flight at which calls
// were sent that are lost says the same, once more are lost than an unlucky line would lose.
#pragma once

#include "protocol/time.hpp"

#include <cstddef>
#include <limits>

namespace sluice {

class ceiling_law {
 public:
  explicit ceiling_law(std::size_t max) : max_(max), ceiling_(max) {}

  /// An earlier run's: it is tried soon whether more goes.
  void start_near(std::size_t cap);

  void refused(std::size_t in_flight, time_point now);
  /// A call that was answered, and how many were in flight at its sending.
  void succeeded(std::size_t in_flight, time_point now);
  /// A call that timed out. True: it and others before it show a bound.
  bool lost(std::size_t in_flight, time_point now);

  [[nodiscard]] std::size_t ceiling() const { return ceiling_; }
  [[nodiscard]] bool known() const { return ceiling_ < max_; }

 private:
  std::size_t max_;
  std::size_t ceiling_;
  std::size_t step_ = 1;
  duration wait_ = std::chrono::seconds(10);  // before a probe
  time_point changed_{};
  bool probing_ = false;
  bool tried_ = false;                                                // the ceiling was reached since it changed
  double losses_ = 0;                                                 // decaying with successes
  std::size_t least_lost_ = std::numeric_limits<std::size_t>::max();  // in flight at the sending of a lost call
};

}  // namespace sluice
