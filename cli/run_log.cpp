#include "cli/run_log.hpp"

#include "cli/talk/decision_line.hpp"
#include "metrics/decision_words.hpp"
#include "metrics/words.hpp"

#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>

namespace sluice {

namespace {

constexpr std::size_t objects_a_line = 25;
constexpr std::string_view lost_something = "!! Failed to get automation/FLS/audit/complexity data for ";

constexpr std::array spdlog_levels{spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err};

spdlog::level::level_enum level_of(log_level level) {
  return spdlog_levels[static_cast<std::size_t>(level)];
}

}  // namespace

struct run_log::lost_lines {
  std::mutex mutex;
  std::string why;
  std::filesystem::path file;
};

result<std::unique_ptr<run_log>> run_log::open(const std::filesystem::path& file, bool verbose, log_format format) {
  try {
    auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string());
    auto log = std::make_shared<spdlog::logger>("sluice", std::move(sink));
    log->set_pattern(format == log_format::json ? "%v" : "%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    log->set_level(verbose ? spdlog::level::debug : spdlog::level::info);
    log->flush_on(spdlog::level::info);
    auto lost = std::make_shared<lost_lines>();
    lost->file = file;
    log->set_error_handler([lost](const std::string& why) {
      const std::lock_guard lock(lost->mutex);
      lost->why = why;
    });
    return std::unique_ptr<run_log>(new run_log(std::move(log), std::move(lost), format));
  } catch (const spdlog::spdlog_ex& e) {
    return error{.code = exit_code::could_not_go_on,
                 .what = e.what(),
                 .about = file.string(),
                 .remedy = "make the folder writable, or name another file with --log-file"};
  }
}

run_log::run_log(std::shared_ptr<spdlog::logger> log, std::shared_ptr<lost_lines> lost, log_format format)
    : log_(std::move(log)), lost_(std::move(lost)), format_(format) {}
run_log::~run_log() = default;

bool run_log::writes(log_level level) const {
  return log_->should_log(level_of(level));
}

void run_log::write(log_level level, const log_entry& entry) {
  if (!writes(level)) return;
  log_->log(level_of(level), spdlog::string_view_t(format_ == log_format::json
                                                       ? json_line(level, entry, std::chrono::system_clock::now())
                                                       : entry.msg));
}

void run_log::say(std::string_view line) {
  write(log_level::info, {.msg = std::string(line)});
}
void run_log::warn(std::string_view line) {
  write(log_level::warning, {.msg = std::string(line)});
}

void run_log::ended(exit_code code, duration took) {
  write(log_level::info, {.msg = fmt::format("ended with exit code {}", static_cast<int>(code)), .took = took});
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
  say(fmt::format("{} objects to harvest, {} of them complete in the store", total, reused));
}

void run_log::object_started(const object_name& object) {
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  ++running_.try_emplace(object, running_object{.since = now}).first->second.attempt;
}

duration run_log::forget(const object_name& object) {
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  const auto started = running_.find(object);
  if (started == running_.end()) return {};
  const duration took = now - started->second.since;
  running_.erase(started);
  return took;
}

// In text the old pipeline's one line; in JSON a line for each part, so that no script has to take words apart.
void run_log::write_failures(const object_name& object, const std::vector<part_gap>& gaps) {
  std::string all;
  for (const part_gap& g : gaps) {
    if (g.missing != gap::failed) continue;
    if (format_ == log_format::json) {
      write(log_level::error, {.msg = fmt::format("{}{}: {}", lost_something, object.str(), g.reason),
                               .object = object.str(),
                               .part = g.part.str(),
                               .code = std::string(gap_words[place(g.missing)])});
    }
    all += fmt::format("{}{}: {}", all.empty() ? "" : "; ", g.part.str(), g.reason);
  }
  if (format_ == log_format::text && !all.empty()) {
    write(log_level::error, {.msg = fmt::format("{}{}: {}", lost_something, object.str(), all)});
  }
}

void run_log::object_ended(const object_name& object, object_state state, const std::vector<part_gap>& gaps) {
  write_failures(object, gaps);
  for (const part_gap& g : gaps) {
    if (g.missing == gap::failed) continue;
    const std::string_view word = gap_words[place(g.missing)];
    write(log_level::debug, {.msg = fmt::format("{}: {} is {}: {}", object.str(), g.part.str(), word, g.reason),
                             .object = object.str(),
                             .part = g.part.str(),
                             .code = std::string(word)});
  }
  const duration took = forget(object);
  write(log_level::debug, {.msg = fmt::format("{} is {} after {:.1f} s", object.str(), object_words[place(state)],
                                              std::chrono::duration<double>(took).count()),
                           .object = object.str(),
                           .took = took});
  const std::lock_guard lock(mutex_);
  ++ended_;
  if (ended_ % objects_a_line == 0 || ended_ == total_) {
    say(fmt::format("… automation dependencies, FLS, audit history, and code complexity {}/{} objects processed",
                    ended_, total_));
  }
}

void run_log::fetcher_restarted(const object_name& object, fetcher_death, std::string_view reason) {
  const std::lock_guard lock(mutex_);
  const auto running = running_.find(object);
  log_entry entry{.msg = fmt::format("!! Exception processing {}: {}", object.str(), reason), .object = object.str()};
  if (running != running_.end()) entry.attempt = running->second.attempt;
  write(log_level::error, entry);
}

void run_log::call_ended(const completion& c, refusal ascribed) {
  const call_word word = word_of(c.result.cls, ascribed);
  if (word == call_word::ok || !writes(log_level::debug)) return;
  write(log_level::debug, {.msg = fmt::format("a call for {} ended as {}: {} {}", c.kind.str(), call_words[place(word)],
                                              c.result.code, c.result.message),
                           .part = c.kind.str(),
                           .code = c.result.code,
                           .wait = c.result.retry_after,
                           .took = c.latency});
}

void run_log::setting_changed(const setting& s) {
  write(log_level::debug,
        {.msg = fmt::format("setting {}: {} calls in flight, pace {} a second", s.epoch, s.window, s.pace)});
}

void run_log::decided(const decision& d) {
  if (!writes(log_level::debug)) return;
  write(log_level::debug, {.msg = decision_line(d), .code = std::string(decision_kind_words[place(d.what)])});
}

void run_log::logged_in(bool again) {
  say(again ? "the session is good again" : "logged in");
}

void run_log::day_used_up(org_usage level, duration wait) {
  write(
      log_level::warning,
      {.msg = fmt::format("the org's calls of the day are used up to the reserve ({} of {}); the run waits {} minutes",
                          level.used, level.max, std::chrono::ceil<std::chrono::minutes>(wait).count()),
       .wait = wait});
}

}  // namespace sluice
