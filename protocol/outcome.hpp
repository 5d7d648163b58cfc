// How a call ended, in words that the engine can act on without knowing whose API it was. The classifier (implemented
// in salesforce/) tells the class and the circumstances; only the scaler ascribes a limited call to one of the limits.
#pragma once

#include "protocol/http.hpp"
#include "protocol/time.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace sluice {

enum class outcome_class : std::uint8_t {
  ok,          ///< a usable reply (also 304)
  limited,     ///< refused because of one of the org's limits
  overloaded,  ///< 502, 503, 504, connect time-out
  broken,      ///< reset, total time-out, 500, truncated, unparsable, HTML, cancelled
  rejected,    ///< other 4xx: asking again changes nothing (401: only the session may cure it)
};

/// Why a part of an object is not there. Only `failed` is a failure.
enum class gap : std::uint8_t { denied, unsupported, not_applicable, failed };

/// The org's own count of calls used today and the most it allows. Not monotone: a level, never to be differenced.
struct org_usage {
  std::uint64_t used = 0;
  std::uint64_t max = 0;
};

/// Which of the org's limits a refusal speaks of, by its code, its words or what it asks for.
enum class limit_hint : std::uint8_t { none, rate, at_once };

struct outcome {
  outcome_class cls = outcome_class::ok;
  int status = 0;                       ///< HTTP status, 0 without a reply
  std::string code;                     ///< the org's errorCode, or the transport's failure
  std::string message;                  ///< the org's words, for people only
  std::optional<duration> retry_after;  ///< as the server asked, counted from the reply
  std::optional<org_usage> usage;
  limit_hint hint = limit_hint::none;  ///< of a limited call
  bool unauthorized = false;           ///< 401: the session's to cure
  bool cancelled = false;              ///< dropped by us: says nothing of the org
  gap missing = gap::failed;           ///< what a part is that ends with this outcome for good
};

/// What the scaler makes of a call that the org refused. *Refused* always means one of these four.
enum class refusal : std::uint8_t { none, rate_limited, too_many_at_once, daily, overloaded };

/// Reads a result of the transport. Pure; one per kind of API.
class classifier {
 public:
  virtual ~classifier() = default;
  [[nodiscard]] virtual outcome classify(const http_result& r) const = 0;
};

}  // namespace sluice
