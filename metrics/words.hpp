// The words by which figures are called in summary.json, series.csv and the metrics' labels: one list for each closed
// set, in the order of its enum, so that a value's index finds its word.
#pragma once

#include "protocol/flow.hpp"
#include "protocol/observer.hpp"
#include "protocol/outcome.hpp"
#include "protocol/question.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sluice {

/// How one HTTP request ended. *Refused* always means the four from rate_limited to overloaded.
enum class call_word : std::uint8_t { ok, rate_limited, too_many_at_once, daily, overloaded, broken, rejected };

inline constexpr std::array<std::string_view, 7> call_words{"ok",         "rate_limited", "too_many_at_once", "daily",
                                                            "overloaded", "broken",       "rejected"};
inline constexpr std::array<std::string_view, 5> phase_words{"login", "list", "fetch", "write", "done"};
inline constexpr std::array<std::string_view, 10> binding_words{
    "none", "queueing", "rate", "concurrency", "daily", "outage", "work", "memory", "neighbours", "client"};
inline constexpr std::array<std::string_view, 4> gap_words{"denied", "unsupported", "not_applicable", "failed"};
/// The four of object_state, then `left`: those that have not ended.
inline constexpr std::array<std::string_view, 5> object_words{"done", "partial", "failed", "reused", "left"};
inline constexpr std::array<std::string_view, 9> actor_words{"supervisor", "fetcher", "surveyor", "composer", "limiter",
                                                             "scaler",     "session", "gateway",  "librarian"};
inline constexpr std::array<std::string_view, 5> outcome_class_words{"ok", "limited", "overloaded", "broken",
                                                                     "rejected"};
inline constexpr std::array<std::string_view, 3> form_words{"set_query", "composite", "single"};

inline constexpr std::array<std::string_view, 3> death_words{"exception", "killed", "other"};

/// The place of an enum's value in its list of words.
template <class Enum>
constexpr std::size_t place(Enum value) {
  return static_cast<std::size_t>(value);
}

static_assert(place(call_word::rejected) + 1 == call_words.size());
static_assert(place(run_phase::done) + 1 == phase_words.size());
static_assert(place(binding::client) + 1 == binding_words.size());
static_assert(place(gap::failed) + 1 == gap_words.size());
static_assert(place(object_state::reused) + 2 == object_words.size());
static_assert(place(actor_type::librarian) + 1 == actor_words.size());
static_assert(place(outcome_class::rejected) + 1 == outcome_class_words.size());
static_assert(place(form_kind::single) + 1 == form_words.size());
static_assert(place(fetcher_death::other) + 1 == death_words.size());

/// The scaler's word on a refusal goes first. A limited call that it has not ascribed counts as rate_limited.
constexpr call_word word_of(outcome_class cls, refusal ascribed) {
  switch (ascribed) {
    case refusal::rate_limited:
      return call_word::rate_limited;
    case refusal::too_many_at_once:
      return call_word::too_many_at_once;
    case refusal::daily:
      return call_word::daily;
    case refusal::overloaded:
      return call_word::overloaded;
    case refusal::none:
      break;
  }
  switch (cls) {
    case outcome_class::ok:
      return call_word::ok;
    case outcome_class::limited:
      return call_word::rate_limited;
    case outcome_class::overloaded:
      return call_word::overloaded;
    case outcome_class::broken:
      return call_word::broken;
    case outcome_class::rejected:
      return call_word::rejected;
  }
  return call_word::broken;
}

}  // namespace sluice
