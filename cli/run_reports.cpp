#include "cli/run_reports.hpp"

#include "cli/next_hour.hpp"
#include "cli/talk/journal_line.hpp"
#include "cli/version.hpp"
#include "metrics/summary.hpp"
#include "protocol/file_error.hpp"

#include <filesystem>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace sluice {

namespace {

/// Under which the store keeps how the last run ended.
constexpr std::string_view outcome_note = "last_outcome";
/// And how long the last ones took.
constexpr std::string_view durations_note = "run_durations";

progress_mode progress_of(const harvest_options& o) {
  return o.talk.quiet ? progress_mode::none : o.talk.progress;
}

std::string from_next_hour() {
  const auto at = next_hour(std::chrono::system_clock::now());
  return fmt::format("from {:%H:%M} UTC ", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

}  // namespace

result<std::unique_ptr<run_reports>> run_reports::open(const harvest_options& o, const std::string& org,
                                                       const call_kinds& kinds, sqlite_store& keeps) {
  const std::filesystem::path folder = o.output;
  auto log = run_log::open(o.talk.log_file.empty() ? folder / "sluice.log" : std::filesystem::path(o.talk.log_file),
                           o.talk.verbose, o.talk.format);
  const auto refuse = [&folder](const error& why) {
    const run_end end{.code = why.code, .reason = why.line(), .peak_rss_bytes = peak_rss_bytes()};
    if (const auto written = write_summary(folder, {}, end); !written) return written.error();
    return why;
  };
  if (!log) return refuse(log.error());
  std::unique_ptr<run_reports> reports(new run_reports(o, org, kinds, keeps, std::move(*log)));
  if (const auto listening = reports->open_metrics(org); !listening) return refuse(listening.error());
  auto opened = series::open(folder / "series.csv", reports->figures_.snapshot(), reports->started_);
  if (opened) {
    reports->series_ = std::move(*opened);
  } else {
    reports->complain(opened.error());
  }
  return reports;
}

run_reports::run_reports(const harvest_options& o, const std::string& org, const call_kinds& kinds, sqlite_store& keeps,
                         std::unique_ptr<run_log> log)
    : options_(o),
      store_(keeps),
      started_(std::chrono::system_clock::now()),
      figures_(kinds, [] { return std::chrono::steady_clock::now(); }),
      notes_([] { return std::chrono::steady_clock::now(); }),
      log_(std::move(log)),
      everyone_({&figures_, &notes_, log_.get()}),
      progress_(progress_of(o), o.talk.progress_interval, figures_.snapshot().started) {
  log_->say(fmt::format("sluice {} {} harvests {} into {}", version(), revision(), org, o.output));
}

result<void> run_reports::open_metrics(const std::string& org) {
  const auto before = store_.noted(outcome_note);
  if (!before) return before.error();
  const auto durations = store_.noted(durations_note);
  if (!durations) return durations.error();
  durations_ = run_durations(durations->value_or(""));
  auto opened = run_metrics::open(options_, org, started_, figures_, before->value_or(""), durations_.expected());
  if (!opened) return opened.error();
  metrics_ = std::move(*opened);
  if (metrics_->said().empty()) return {};
  if (metrics_->moved()) {
    log_->warn(metrics_->said());
    if (!options_.talk.quiet) say(line_level::warning, "sluice: " + metrics_->said());
  } else {
    log_->say(metrics_->said());
  }
  return {};
}

void run_reports::warn(const result<void>& what) {
  if (!what) log_->warn(what.error().line());
}

void run_reports::complain(const result<void>& what) {
  if (what) return;
  warn(what);
  if (!trouble_) trouble_ = what.error();
}

void run_reports::tick_series(const figures& now) {
  if (!series_) return;
  const auto written = series_->tick(now);
  complain(written);
  if (!written) series_.reset();
}

run_loop::hooks run_reports::hooks() {
  run_loop::hooks all{.every_second = [this] { second_passed(); },
                      .before_exit = [this] { progress_.clear(); },
                      .on_status_asked = [this] { tell_status(); }};
  if (progress_.is_live()) all.every_frame = [this] { progress_.frame(figures_.snapshot(), notes_.day_waits()); };
  return all;
}

void run_reports::second_passed() {
  const figures now = figures_.snapshot();
  tick_series(now);
  if (const std::string line = progress_.second(now, notes_.day_waits()); !line.empty()) say(line_level::info, line);
}

void run_reports::tell_status() {
  const std::string line = progress_.status(figures_.snapshot(), notes_.day_waits());
  progress_.clear();
  say(line_level::info, line);
  log_->say(line);
}

void run_reports::removed(const std::vector<std::string>& files) {
  for (const std::string& each : files) log_->say(fmt::format("removed objects/{}: the org has no such object", each));
}

harvest_end run_reports::end(const run_ended& how) {
  progress_.clear();
  harvest_end end{.code = how.code,
                  .why = how.why,
                  .seen = figures_.snapshot(),
                  .names = {.failures = notes_.failures(), .slowest = notes_.slowest()}};
  end.took = end.seen.at - end.seen.started;
  const bool limit_moves_on = end.code == exit_code::limit_reached && !end.why.remedy.empty();
  if (limit_moves_on) end.why.remedy = from_next_hour() + end.why.remedy;
  if (!end.why.what.empty() && end.why.kept.empty()) end.why.kept = kept_in_store;
  tick_series(end.seen);
  if (!end.why.what.empty()) log_->warn(end.why.line());
  admit_trouble(end);
  tell_outcome(end);
  admit_trouble(end);
  write_end(end);
  admit_trouble(end);
  log_->ended(end.code, end.took);
  return end;
}

void run_reports::write_end(const harvest_end& end) {
  complain(write_summary(options_.output, end.seen,
                         {.code = end.code,
                          .reason = end.why.what.empty() ? "every object has ended" : end.why.line(),
                          .took = end.took,
                          .peak_rss_bytes = peak_rss_bytes()}));
}

// The library is whole then, but what somebody reads tomorrow is not.
void run_reports::admit_trouble(harvest_end& end) {
  if (!trouble_) trouble_ = log_->trouble();
  if (!trouble_ || (end.code != exit_code::all_done && end.code != exit_code::some_parts_failed)) return;
  end.code = exit_code::could_not_go_on;
  end.why = *trouble_;
  end.why.kept = "the library is whole";
}

// After the textfile, whose failure is one of the run: a gateway that is away changes nothing.
void run_reports::tell_outcome(const harvest_end& end) {
  const wall_time now = std::chrono::system_clock::now();
  const run_outcome outcome = outcome_of(end.code);
  metrics_->ended({.ended = now,
                   .success = outcome == run_outcome::success ? std::optional(now) : std::nullopt,
                   .took = end.took,
                   .outcome = outcome,
                   .objects = end.seen.objects,
                   .calls = end.seen.calls_total()});
  complain(metrics_->write_textfile());
  warn(store_.note(outcome_note, metrics_->note()));
  const bool whole = outcome == run_outcome::success || outcome == run_outcome::partial;
  if (whole && !options_.resume && !options_.stats_resume) {
    durations_.add(end.took);
    warn(store_.note(durations_note, durations_.text()));
  }
  warn(metrics_->push());
}

}  // namespace sluice
