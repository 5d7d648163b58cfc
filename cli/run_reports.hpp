// Everything that a run tells of itself while it goes and when it has ended: figures, log, progress, series.csv,
// summary.json, metrics. Nothing here can stop a run: what can't be written is said once, in the log, and
// as the last word of a run that would have ended well, which then is could_not_go_on.
#pragma once

#include "cli/harvest.hpp"
#include "cli/listeners.hpp"
#include "cli/run_log.hpp"
#include "cli/run_loop.hpp"
#include "cli/run_metrics.hpp"
#include "cli/talk/run_notes.hpp"
#include "cli/talk/run_progress.hpp"
#include "library/sqlite_store.hpp"
#include "metrics/run_durations.hpp"
#include "metrics/run_figures.hpp"
#include "metrics/series.hpp"
#include "protocol/messages.hpp"

#include <memory>

namespace sluice {

class run_reports {
 public:
  /// `org`: what a person calls it. `keeps`: the output folder's store, which remembers how the last run ended.
  [[nodiscard]] static result<std::unique_ptr<run_reports>> open(const harvest_options& options, const std::string& org,
                                                                 const call_kinds& kinds, sqlite_store& keeps);

  [[nodiscard]] observer& listener() { return everyone_; }
  /// What the main thread calls, but for the signals that end the run.
  [[nodiscard]] run_loop::hooks hooks();
  /// A first signal has come.
  void stopping() { progress_.stopping(); }
  /// A line in the log.
  void note(std::string_view line) { log_->say(line); }
  void warn(std::string_view line) { log_->warn(line); }
  /// HTTP requests that the org has answered well so far.
  [[nodiscard]] std::uint64_t calls_answered() const { return figures_.snapshot().calls(call_word::ok); }
  /// Files of objects that are gone from the org, as names in objects/.
  void removed(const std::vector<std::string>& files);
  /// The last word: summary, last line of the series, outcome metrics. REQUIRES: nobody else uses the store now.
  [[nodiscard]] harvest_end end(const run_ended& how);

 private:
  run_reports(const harvest_options& options, const std::string& org, const call_kinds& kinds, sqlite_store& keeps,
              std::unique_ptr<run_log> log);
  [[nodiscard]] result<void> open_metrics(const std::string& org);
  void second_passed();
  void tell_status();
  void tick_series(const figures& now);
  void write_end(const harvest_end& end);
  void tell_outcome(const harvest_end& end);
  void warn(const result<void>& what);
  void complain(const result<void>& what);
  void admit_trouble(harvest_end& end);

  const harvest_options& options_;
  sqlite_store& store_;
  std::chrono::system_clock::time_point started_;
  run_figures figures_;
  run_durations durations_;
  std::unique_ptr<run_metrics> metrics_;
  run_notes notes_;
  std::unique_ptr<run_log> log_;
  listeners everyone_;
  std::optional<series> series_;
  run_progress progress_;
  std::optional<error> trouble_;  ///< the first of what could not be written
};

}  // namespace sluice
