// How a run gets its endpoint, step by step, without knowing who carries the questions. The session actor asks what
// `next` names, tells what came of it, and ends up with an endpoint or an error. One object per run; not thread-safe.
#pragma once

#include "protocol/endpoint.hpp"
#include "protocol/error.hpp"
#include "protocol/question.hpp"
#include "protocol/store.hpp"

#include <optional>

namespace sluice {

class login {
 public:
  virtual ~login() = default;
  /// Begins a login anew: at the start of the run, and whenever the org has ended the session.
  virtual void begin() = 0;
  /// The next question; nullptr when the login is complete.
  [[nodiscard]] virtual const question* next() = 0;
  /// What came of the question that `next` named.
  [[nodiscard]] virtual std::optional<error> heard(const answer& a) = 0;
  /// Valid from the start, for the questions of the login itself; final when `next` says nullptr.
  [[nodiscard]] virtual endpoint where() const = 0;
  /// Valid when the login is complete.
  [[nodiscard]] virtual run_identity who() const = 0;
  /// Whether beginning anew can bring another token. A bare token can only be tried again.
  [[nodiscard]] virtual bool renews() const = 0;
};

}  // namespace sluice
