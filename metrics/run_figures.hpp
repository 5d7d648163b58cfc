// Listens to a run and keeps its figures. Thread-safe: one mutex, held for some tens of additions at most, so that
// several actors at tens of thousands of events a second pay next to nothing. Fixed in memory, however large the org.
#pragma once

#include "metrics/figures.hpp"
#include "protocol/observer.hpp"

#include <cstddef>
#include <functional>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sluice {

class run_figures : public observer {
 public:
  using clock = std::function<time_point()>;  ///< steady; called from any thread

  run_figures(const call_kinds& kinds, clock now);

  [[nodiscard]] figures snapshot() const;

  void phase_changed(run_phase phase) override;
  void planned(std::size_t total, std::size_t reused) override;
  void object_started(const object_name& object) override;
  void object_ended(const object_name& object, object_state state, const std::vector<part_gap>& gaps) override;
  void part_stored(const call_kind& part, std::optional<gap> missing) override;
  void part_recalled(const call_kind& part) override;
  void bytes_stored(std::size_t bytes) override;
  void fetcher_restarted(const object_name& object, fetcher_death why, std::string_view reason) override;
  void call_ended(const completion& c, refusal ascribed) override;
  void call_retried(const call_kind& kind, outcome_class why) override;
  void calls_waiting(std::size_t now) override;
  void waited(duration d) override;
  void setting_changed(const setting& s) override;
  void decided(const decision& d) override;
  void law_seen(const law_view& view) override;
  void tokens_left(double tokens) override;
  void in_flight(std::size_t now) override;
  void actors_alive(actor_type type, std::size_t now) override;
  void mailbox(actor_type type, std::size_t now) override;
  void bytes_held(std::size_t now) override;
  void logged_in(bool again) override;
  void login_refused() override;
  void day_used_up(org_usage level, duration wait) override;

 private:
  [[nodiscard]] std::size_t kind_place(const call_kind& kind) const;
  [[nodiscard]] part_figures* part_of(const call_kind& kind);
  [[nodiscard]] object_figures objects() const;

  const clock now_;
  std::unordered_map<call_kind, std::size_t> places_;  // fixed at construction: read without the mutex
  std::size_t parts_ = 0;                              // the first of the kinds are parts

  mutable std::mutex mutex_;
  figures f_;  // but for `at`, `objects`, `window`, `held`, which a snapshot makes of these:
  std::uint64_t planned_total_ = 0;
  std::uint64_t planned_reused_ = 0;
  std::array<std::uint64_t, 4> ended_{};               // by object_state
  std::unordered_map<object_name, time_point> begun_;  // those that a fetcher works on
  time_weighted window_;
  time_point hold_until_{};
  time_point day_again_at_{};
};

}  // namespace sluice
