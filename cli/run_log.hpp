// The run's log file: the lines that the replaced pipeline wrote (every 25 objects, and one for each object that lost
// something) and, where asked for, every gap, every setting, every object's end and every call that did not end well;
// as text or as JSON, one object a line (talk/log_entry.hpp).
#pragma once

#include "cli/talk/log_entry.hpp"
#include "protocol/error.hpp"
#include "protocol/observer.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace spdlog {
class logger;
}

namespace sluice {

enum class log_format : std::uint8_t { text, json };

/// Thread-safe. A log that can't be written (a full disk) loses its lines and nothing else; `trouble` tells of it.
class run_log : public observer {
 public:
  [[nodiscard]] static result<std::unique_ptr<run_log>> open(const std::filesystem::path& file, bool verbose,
                                                             log_format format);
  ~run_log() override;

  void say(std::string_view line);
  void warn(std::string_view line);
  void ended(exit_code code, duration took);
  /// Why lines were lost, where any was.
  [[nodiscard]] std::optional<error> trouble() const;

  void planned(std::size_t total, std::size_t reused) override;
  void object_started(const object_name& object) override;
  void object_ended(const object_name& object, object_state state, const std::vector<part_gap>& gaps) override;
  void fetcher_restarted(const object_name& object, fetcher_death why, std::string_view reason) override;
  void call_ended(const completion& c, refusal ascribed) override;
  void setting_changed(const setting& s) override;
  void decided(const decision& d) override;
  void logged_in(bool again) override;
  void day_used_up(org_usage level, duration wait) override;

 private:
  struct lost_lines;
  struct running_object {
    std::chrono::steady_clock::time_point since;
    std::uint32_t attempt = 0;
  };
  run_log(std::shared_ptr<spdlog::logger> log, std::shared_ptr<lost_lines> lost, log_format format);
  [[nodiscard]] bool writes(log_level level) const;
  void write(log_level level, const log_entry& entry);
  void write_failures(const object_name& object, const std::vector<part_gap>& gaps);
  [[nodiscard]] duration forget(const object_name& object);

  std::shared_ptr<spdlog::logger> log_;
  std::shared_ptr<lost_lines> lost_;
  log_format format_;
  std::mutex mutex_;
  std::size_t total_ = 0;
  std::size_t ended_ = 0;
  std::unordered_map<object_name, running_object> running_;
};

}  // namespace sluice
