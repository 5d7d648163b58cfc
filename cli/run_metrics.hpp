// A run's metrics on their three ways out: a port for Prometheus while it goes (--metrics-listen), and when it has
// ended a textfile (--metrics-textfile) and a Pushgateway (--metrics-push).
#pragma once

#include "cli/harvest_options.hpp"
#include "metrics/exposer.hpp"
#include "metrics/reading.hpp"
#include "metrics/run_figures.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace sluice {

class run_metrics {
 public:
  /// `before`: the note of the run before this one, as `note` gave it. `expected`: how long this one may take. Errors:
  /// bad_usage, the named port can't be had.
  [[nodiscard]] static result<std::unique_ptr<run_metrics>> open(const harvest_options& options, const std::string& org,
                                                                 wall_time started, const run_figures& figures,
                                                                 const std::string& before,
                                                                 std::optional<duration> expected);

  /// What a person should know of the port: where it is, or that none could be had. Empty where none is wanted.
  [[nodiscard]] const std::string& said() const { return said_; }
  /// Whether it is another than the usual one, which was taken.
  [[nodiscard]] bool moved() const { return moved_; }

  void ended(const last_run& how);
  /// After `ended`: how the run ended, for the next one to tell.
  [[nodiscard]] std::string note() const;
  [[nodiscard]] result<void> write_textfile() const;
  [[nodiscard]] result<void> push() const;

 private:
  run_metrics(const harvest_options& options, const std::string& org, wall_time started, const run_figures& figures,
              std::optional<duration> expected);
  [[nodiscard]] result<void> listen();
  [[nodiscard]] std::vector<prometheus::MetricFamily> collect() const;
  /// `use` gets a reading of this moment.
  template <class Use>
  auto read(Use use) const;

  const harvest_options& options_;
  const run_figures& figures_;
  const run_about about_;
  mutable std::mutex mutex_;  // of last_
  std::optional<last_run> last_;
  std::string said_;
  bool moved_ = false;
  std::unique_ptr<exposer> exposer_;  // last: its threads read all of the above
};

}  // namespace sluice
