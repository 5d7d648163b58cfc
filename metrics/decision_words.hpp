// The words by which the scaler's decisions are counted: which way a knob went, and why. Closed sets, so that they can
// be labels.
#pragma once

#include "metrics/words.hpp"
#include "protocol/flow.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sluice {

inline constexpr std::array<std::string_view, 8> decision_kind_words{
    "grew", "held", "shrank", "rate_learnt", "cap_learnt", "baseline_renewed", "outage_began", "outage_ended"};
static_assert(place(decision_kind::outage_ended) + 1 == decision_kind_words.size());

/// up: more workers or a faster pace; down: fewer or a slower one; held: neither moved.
enum class direction : std::uint8_t { up, down, held };
inline constexpr std::array<std::string_view, 3> direction_words{"up", "down", "held"};

/// First what bound when the window was judged, by binding_words; then the kinds that are their own reason, from
/// rate_learnt on.
inline constexpr std::size_t kinds_of_window = place(decision_kind::rate_learnt);
inline constexpr auto reason_words = [] {
  std::array<std::string_view, binding_words.size() + decision_kind_words.size() - kinds_of_window> all;
  const auto own = std::copy(binding_words.begin(), binding_words.end(), all.begin());
  std::copy(decision_kind_words.begin() + kinds_of_window, decision_kind_words.end(), own);
  return all;
}();

constexpr std::size_t reason_of(const decision& d) {
  const std::size_t kind = place(d.what);
  return kind < kinds_of_window ? place(d.why) : binding_words.size() + kind - kinds_of_window;
}

constexpr direction direction_of(const decision& d) {
  switch (d.what) {
    case decision_kind::grew:
    case decision_kind::outage_ended:
      return direction::up;
    case decision_kind::shrank:
    case decision_kind::outage_began:
      return direction::down;
    case decision_kind::rate_learnt:
    case decision_kind::cap_learnt:
      if (d.from == d.to) return direction::held;
      return d.to > d.from ? direction::up : direction::down;
    case decision_kind::held:
    case decision_kind::baseline_renewed:
      break;
  }
  return direction::held;
}

/// Whether a decision for that reason can go that way: the others need no series.
constexpr bool can_go(std::size_t reason, direction way) {
  const auto is = [reason](decision_kind k) { return reason == reason_of({.what = k}); };
  if (is(decision_kind::baseline_renewed)) return way == direction::held;
  if (is(decision_kind::outage_began)) return way == direction::down;
  if (is(decision_kind::outage_ended)) return way == direction::up;
  return true;
}

}  // namespace sluice
