// What earlier runs learnt of an org, each thing with the day on which it was learnt, and its text in a file. Pure.
#pragma once

#include "control/known_limits.hpp"
#include "protocol/error.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

/// So that a monthly run still finds what the last one learnt. What is older an org's release, a change of its edition
/// or of who else uses it has likely overtaken, and to learn it anew takes seconds.
inline constexpr std::chrono::days knowledge_lasts{35};

template <class T>
struct dated {
  T value;
  std::chrono::sys_days learnt;
};

struct org_knowledge {
  struct rate {
    double per_second = 0;
    double burst = 1;
  };
  std::optional<dated<std::size_t>> window;
  std::optional<dated<rate>> pace;
  std::optional<dated<std::size_t>> cap;
  std::vector<dated<law_view::baseline>> baselines;

  [[nodiscard]] bool empty() const { return !window && !pace && !cap && baselines.empty(); }
  [[nodiscard]] known_limits limits() const;
  /// What a run has seen gets today's date; what it has not seen stays as it is.
  void renew(const known_limits& seen, std::chrono::sys_days today);
  /// Drops what is older than `knowledge_lasts`.
  void forget_old(std::chrono::sys_days today);
};

/// "window 40 (2026-11-20), 3.3 calls a second (2026-11-28), the latency of 6 kinds".
[[nodiscard]] std::string knowledge_line(const org_knowledge& known);

/// JSON, a line for each thing. `org` tells whom it is about.
[[nodiscard]] std::string knowledge_text(const org_knowledge& known, std::string_view org);

/// Why a text tells nothing of this org.
struct unusable_knowledge {
  std::string why;
  bool newer = false;  ///< by a later version of the program: it is not ours to replace
};
/// Without what is too old by `today`.
[[nodiscard]] boost::system::result<org_knowledge, unusable_knowledge> read_knowledge(std::string_view text,
                                                                                      std::string_view org,
                                                                                      std::chrono::sys_days today);
/// As for error.
[[noreturn]] inline void throw_exception_from_error(const unusable_knowledge& u, const boost::source_location&) {
  throw std::logic_error(u.why);
}

}  // namespace sluice
