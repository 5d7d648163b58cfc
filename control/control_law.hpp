// The interface behind which a law decides: it hears every call that ends, ascribes refusals, and holds the setting
// that follows. The scaler actor is a thin shell around one; another law is another class, and nothing else changes.
#pragma once

#include "protocol/flow.hpp"
#include "protocol/outcome.hpp"

namespace sluice {

class control_law {
 public:
  virtual ~control_law() = default;
  /// REQUIRES: completions in the order of their `at`. Returns what a refused call ran into.
  virtual refusal ended(const completion& c) = 0;
  /// Changes its epoch whenever anything in it changes.
  [[nodiscard]] virtual const setting& current() const = 0;
  [[nodiscard]] virtual law_view view() const { return {.ceiling = current().window}; }
};

}  // namespace sluice
