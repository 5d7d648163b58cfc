// Where an org bounds the calls at once: a refusal sets the ceiling just under the number in flight at the refused
// call's sending; one more is tried only after a wait that doubles each time it fails.
#pragma once

#include "protocol/time.hpp"

#include <cstddef>

namespace sluice {

class ceiling_law {
 public:
  explicit ceiling_law(std::size_t max) : max_(max), ceiling_(max) {}

  void refused(std::size_t in_flight, time_point now);
  void succeeded(time_point now);

  [[nodiscard]] std::size_t ceiling() const { return ceiling_; }
  [[nodiscard]] bool known() const { return ceiling_ < max_; }

 private:
  std::size_t max_;
  std::size_t ceiling_;
  duration probe_after_ = std::chrono::seconds(10);
  time_point changed_{};
  bool probing_ = false;
};

}  // namespace sluice
