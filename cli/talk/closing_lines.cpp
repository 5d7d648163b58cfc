#include "cli/talk/closing_lines.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace sluice {

namespace {

constexpr std::size_t reasons_shown = 5;
constexpr std::size_t slowest_shown = 3;

double calls_seconds(const figures& f) {
  double sum = 0;
  for (const kind_figures& k : f.kinds) sum += k.latency.sum_seconds();
  return sum;
}

/// Of the time from a question's asking to its answer, what went by before its call left.
std::string waiting_line(const figures& f) {
  const double waited = f.waits.sum_seconds();
  const double all = waited + calls_seconds(f);
  if (all <= 0) return {};
  return fmt::format("waiting: {:.0f} % of a question's time went by before its call left, the rest in the call\n",
                     100 * waited / all);
}

std::string day_line(const figures& f) {
  if (!f.usage || f.usage->max == 0) return {};
  const auto left = f.usage->max - std::min(f.usage->used, f.usage->max);
  return fmt::format("the org's day: {} of {} calls used, {} left\n", f.usage->used, f.usage->max, left);
}

std::string slowest_line(const std::vector<slow_object>& slowest, bool verbose) {
  std::string text;
  for (const slow_object& s : slowest) {
    if (!verbose && &s - slowest.data() >= static_cast<std::ptrdiff_t>(slowest_shown)) break;
    text += fmt::format("{}{} {:.1f} s", text.empty() ? "slowest: " : ", ", s.object, seconds(s.took));
  }
  return text.empty() ? text : text + "\n";
}

std::string calls_line(const ended_run& run) {
  const figures& f = run.seen;
  const double took_s = seconds(run.took);
  return fmt::format("{} calls ({:.1f} a second), {} refused, {} asked again; workers {} to {}, {:.1f} on average\n",
                     f.calls_total(), took_s > 0 ? static_cast<double>(f.calls_total()) / took_s : 0.0, f.refused(),
                     f.retries(), f.window.min, f.window.max, f.window.mean);
}

bool there_is_more(const ended_run& run) {
  const object_figures& o = run.seen.objects;
  return run.code == exit_code::limit_reached || run.code == exit_code::interrupted ||
         run.code == exit_code::terminated || o.left() + o.in(object_state::partial) + o.in(object_state::failed) > 0;
}

}  // namespace

std::string failure_lines(const failure_reasons& failures) {
  const auto groups = failures.commonest(reasons_shown);
  std::string text;
  std::uint64_t shown = 0;
  for (const reason_group& g : groups) {
    text += fmt::format("failed: {} x {}, {} (first {})\n", g.count, g.part, g.reason, g.object);
    shown += g.count;
  }
  if (shown < failures.total()) {
    text += fmt::format("failed: {} more, for other reasons; the log names each\n", failures.total() - shown);
  }
  return text;
}

std::string gap_counts(const std::array<std::uint64_t, gap_words.size()>& gaps) {
  std::string text;
  for (std::size_t i = 0; i < gap_words.size(); ++i) {
    if (gaps[i] > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", gaps[i], gap_words[i]);
  }
  return text.empty() ? "none" : text;
}

std::string closing_lines(const ended_run& run) {
  const figures& f = run.seen;
  const auto objects = [&](object_state s) { return f.objects.in(s); };
  std::string text =
      fmt::format("{} objects in {:.1f} s: {} done, {} partial, {} failed, {} reused, {} left\n", f.objects.total,
                  seconds(run.took), objects(object_state::done), objects(object_state::partial),
                  objects(object_state::failed), objects(object_state::reused), f.objects.left());
  text += failure_lines(run.names.failures);
  text += fmt::format("gaps: {}\n", gap_counts(f.gaps));
  text += calls_line(run);
  text += day_line(f);
  text += waiting_line(f);
  text += slowest_line(run.names.slowest, run.verbose);
  text += fmt::format("library: {}\n", run.output);
  if (there_is_more(run) && !run.command.empty()) {
    text += fmt::format("go on with: {}{}\n", run.command, run.resumes ? "" : " --resume");
  }
  return text;
}

}  // namespace sluice
