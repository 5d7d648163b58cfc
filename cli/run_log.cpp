#include "cli/run_log.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>

namespace sluice {

namespace {

constexpr std::size_t objects_a_line = 25;
constexpr std::array<std::string_view, 4> gap_names{"denied", "unsupported", "not_applicable", "failed"};

std::string failures(const std::vector<part_gap>& gaps) {
  std::string text;
  for (const part_gap& g : gaps) {
    if (g.missing != gap::failed) continue;
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", g.part.str(), g.reason);
  }
  return text;
}

}  // namespace

struct run_log::lost_lines {
  std::mutex mutex;
  std::string why;
  std::filesystem::path file;
};

result<std::unique_ptr<run_log>> run_log::open(const std::filesystem::path& file, bool verbose) {
  try {
    auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string());
    auto log = std::make_shared<spdlog::logger>("sluice", std::move(sink));
    log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    log->set_level(verbose ? spdlog::level::debug : spdlog::level::info);
    log->flush_on(spdlog::level::info);
    auto lost = std::make_shared<lost_lines>();
    lost->file = file;
    log->set_error_handler([lost](const std::string& why) {
      const std::lock_guard lock(lost->mutex);
      lost->why = why;
    });
    return std::unique_ptr<run_log>(new run_log(std::move(log), std::move(lost)));
  } catch (const spdlog::spdlog_ex& e) {
    return error{.code = exit_code::could_not_go_on,
                 .what = e.what(),
                 .about = file.string(),
                 .remedy = "make the folder writable, or name another file with --log-file"};
  }
}

run_log::run_log(std::shared_ptr<spdlog::logger> log, std::shared_ptr<lost_lines> lost)
    : log_(std::move(log)), lost_(std::move(lost)) {}
run_log::~run_log() = default;

void run_log::say(std::string_view line) {
  log_->info(line);
}
void run_log::warn(std::string_view line) {
  log_->warn(line);
}

std::optional<error> run_log::trouble() const {
  const std::lock_guard lock(lost_->mutex);
  if (lost_->why.empty()) return std::nullopt;
  return error{.code = exit_code::could_not_go_on,
               .what = "lines of the log are lost: " + lost_->why,
               .about = lost_->file.string(),
               .remedy = "free some space on its disk, or name another file with --log-file"};
}

void run_log::planned(std::size_t total, std::size_t reused) {
  const std::lock_guard lock(mutex_);
  total_ = total;
  ended_ = reused;
  log_->info("{} objects to harvest, {} of them complete in the store", total, reused);
}

void run_log::object_ended(const object_name& object, object_state /*state*/, const std::vector<part_gap>& gaps) {
  if (const std::string why = failures(gaps); !why.empty()) {
    log_->error("!! Failed to get automation/FLS/audit/complexity data for {}: {}", object.str(), why);
  }
  for (const part_gap& g : gaps) {
    if (g.missing == gap::failed) continue;
    log_->debug("{}: {} is {}: {}", object.str(), g.part.str(), gap_names[static_cast<std::size_t>(g.missing)],
                g.reason);
  }
  const std::lock_guard lock(mutex_);
  ++ended_;
  if (ended_ % objects_a_line == 0 || ended_ == total_) {
    log_->info("… automation dependencies, FLS, audit history, and code complexity {}/{} objects processed", ended_,
               total_);
  }
}

void run_log::fetcher_restarted(const object_name& object, std::string_view reason) {
  log_->error("!! Exception processing {}: {}", object.str(), reason);
}

void run_log::setting_changed(const setting& s) {
  log_->debug("setting {}: {} calls in flight, pace {} a second", s.epoch, s.window, s.pace);
}

void run_log::logged_in(bool again) {
  log_->info(again ? "the session is good again" : "logged in");
}

void run_log::day_used_up(org_usage level, duration wait) {
  log_->warn("the org's calls of the day are used up to the reserve ({} of {}); the run waits {} minutes", level.used,
             level.max, std::chrono::ceil<std::chrono::minutes>(wait).count());
}

bool progress_lines::due(std::chrono::duration<double> elapsed, std::size_t done, std::size_t total) {
  if (total == 0 || done == last_done_ || elapsed - last_ < interval_) return false;
  if (static_cast<double>(done - std::min(done, last_done_)) < share_ * static_cast<double>(total)) return false;
  last_ = elapsed;
  last_done_ = done;
  return true;
}

}  // namespace sluice
