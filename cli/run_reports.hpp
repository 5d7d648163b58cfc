// Everything that a run tells of itself while it goes and when it has ended: figures, log, progress, series.csv,
// summary.json, the metrics textfile. Nothing here can stop a run: what can't be written is said once, in the log, and
// as the last word of a run that would have ended well, which then is could_not_go_on.
#pragma once

#include "cli/harvest.hpp"
#include "cli/listeners.hpp"
#include "cli/run_log.hpp"
#include "cli/run_loop.hpp"
#include "cli/talk/run_notes.hpp"
#include "cli/talk/run_progress.hpp"
#include "metrics/run_figures.hpp"
#include "metrics/series.hpp"
#include "protocol/messages.hpp"

#include <memory>

namespace sluice {

class run_reports {
 public:
  /// `org`: what a person calls it. REQUIRES: the output folder is there and locked.
  [[nodiscard]] static result<std::unique_ptr<run_reports>> open(const harvest_options& options, const std::string& org,
                                                                 const call_kinds& kinds);

  [[nodiscard]] observer& listener() { return everyone_; }
  /// What the main thread calls, but for the signals that end the run.
  [[nodiscard]] run_loop::hooks hooks();
  /// A first signal has come.
  void stopping() { progress_.stopping(); }
  /// Files of objects that are gone from the org, as names in objects/.
  void removed(const std::vector<std::string>& files);
  /// The last word: summary, last line of the series, textfile.
  [[nodiscard]] harvest_end end(const run_ended& how);

 private:
  run_reports(const harvest_options& options, const std::string& org, const call_kinds& kinds,
              std::unique_ptr<run_log> log);
  void second_passed();
  void tell_status();
  void tick_series(const figures& now);
  void write_end(const harvest_end& end);
  [[nodiscard]] result<void> write_metrics(const figures& now, const harvest_end& end);
  void complain(const result<void>& what);
  void admit_trouble(harvest_end& end);

  const harvest_options& options_;
  std::string org_;
  std::chrono::system_clock::time_point started_;
  run_figures figures_;
  run_notes notes_;
  std::unique_ptr<run_log> log_;
  listeners everyone_;
  std::optional<series> series_;
  run_progress progress_;
  std::optional<error> trouble_;  ///< the first of what could not be written
};

}  // namespace sluice
