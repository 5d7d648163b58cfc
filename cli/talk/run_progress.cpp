#include "cli/talk/run_progress.hpp"

namespace sluice {

namespace {

constexpr auto usual_interval = std::chrono::minutes(1);
constexpr double usual_share = 0.1;

std::optional<terminal_look> look_for(progress_mode mode) {
  return mode == progress_mode::automatic ? look_of_stderr() : std::nullopt;
}

}  // namespace

run_progress::run_progress(progress_mode mode, std::optional<std::chrono::seconds> interval, time_point started)
    : look_(look_for(mode)),
      times_(started),
      lines_(interval.value_or(usual_interval), interval ? 0 : usual_share),
      says_lines_(mode != progress_mode::none && !look_) {
  if (look_) display_.emplace();
}

display_facts run_progress::facts_of(const figures& now, std::optional<duration> day_waits) {
  pace_.add(now);
  display_facts f{.phase = now.phase,
                  .stopping = stopping_,
                  .ended = now.objects.total - now.objects.left(),
                  .total = now.objects.total,
                  .busy = now.in_flight,
                  .target = static_cast<std::size_t>(now.window.last),
                  .calls_a_second = pace_.calls_a_second(),
                  .refused = now.refused(),
                  .binds = now.binds,
                  .held = now.held,
                  .left = pace_.left(),
                  .targets = pace_.targets(),
                  .target_max = static_cast<std::size_t>(now.window.max)};
  if (day_waits) f.day_waits = std::chrono::ceil<std::chrono::seconds>(*day_waits);
  return f;
}

void run_progress::frame(const figures& now, std::optional<duration> day_waits) {
  const display_facts f = facts_of(now, day_waits);
  if (display_ && times_.due(now.at)) display_->show(display_line(f, *look_, columns_of_stderr()));
}

std::string run_progress::second(const figures& now, std::optional<duration> day_waits) {
  const display_facts f = facts_of(now, day_waits);
  if (!says_lines_ || !lines_.due(now.at - now.started, f.ended, f.total)) return {};
  return progress_line(f, now.calls_total());
}

std::string run_progress::status(const figures& now, std::optional<duration> day_waits) {
  return progress_line(facts_of(now, day_waits), now.calls_total());
}

void run_progress::clear() {
  if (display_) display_->clear();
}

}  // namespace sluice
