// The run's log file, with the lines that the replaced pipeline wrote (every 25 objects, and one for each object that
// lost something), and the progress lines on stderr: one a minute or every tenth of the way, whichever is rarer.
#pragma once

#include "protocol/error.hpp"
#include "protocol/observer.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace spdlog {
class logger;
}

namespace sluice {

/// Thread-safe. A log that can't be written (a full disk) loses its lines and nothing else; `trouble` tells of it.
class run_log : public observer {
 public:
  [[nodiscard]] static result<std::unique_ptr<run_log>> open(const std::filesystem::path& file, bool verbose);
  ~run_log() override;

  void say(std::string_view line);
  void warn(std::string_view line);
  /// Why lines were lost, where any was.
  [[nodiscard]] std::optional<error> trouble() const;

  void planned(std::size_t total, std::size_t reused) override;
  void object_ended(const object_name& object, object_state state, const std::vector<part_gap>& gaps) override;
  void fetcher_restarted(const object_name& object, std::string_view reason) override;
  void setting_changed(const setting& s) override;
  void logged_in(bool again) override;
  void day_used_up(org_usage level, duration wait) override;

 private:
  struct lost_lines;
  run_log(std::shared_ptr<spdlog::logger> log, std::shared_ptr<lost_lines> lost);

  std::shared_ptr<spdlog::logger> log_;
  std::shared_ptr<lost_lines> lost_;
  std::mutex mutex_;
  std::size_t total_ = 0;
  std::size_t ended_ = 0;
};

/// Decides when a progress line is due. Pure.
class progress_lines {
 public:
  progress_lines(std::chrono::seconds interval, double share) : interval_(interval), share_(share) {}

  /// `elapsed` of the run, `done` of `total` objects.
  [[nodiscard]] bool due(std::chrono::duration<double> elapsed, std::size_t done, std::size_t total);

 private:
  std::chrono::duration<double> interval_;
  double share_;
  std::chrono::duration<double> last_{0};
  std::size_t last_done_ = 0;
};

}  // namespace sluice
