// The interface behind which a law decides: it hears every call that ends, ascribes refusals, and holds the setting
// that follows. The scaler actor is a thin shell around one; another law is another class, and nothing else changes.
#pragma once

#include "control/known_limits.hpp"
#include "protocol/flow.hpp"
#include "protocol/outcome.hpp"

#include <span>

namespace sluice {

class control_law {
 public:
  virtual ~control_law() = default;
  /// REQUIRES: completions in the order of their `at`. Returns what a refused call ran into.
  virtual refusal ended(const completion& c) = 0;
  /// Changes its epoch whenever anything in it changes.
  [[nodiscard]] virtual const setting& current() const = 0;
  /// What the last call of `ended` decided, in its order; valid until the next one.
  [[nodiscard]] virtual std::span<const decision> decisions() const { return {}; }
  /// What the next run against the same org should know.
  [[nodiscard]] virtual known_limits learnt() const { return {}; }
  [[nodiscard]] virtual law_view view() const { return {.ceiling = current().window}; }
};

}  // namespace sluice
