#include "cli/talk/folder_status.hpp"

#include "cli/talk/closing_lines.hpp"
#include "cli/talk/time_words.hpp"
#include "metrics/utc.hpp"

#include <array>
#include <cmath>

#include <boost/json/array.hpp>
#include <fmt/format.h>

namespace sluice {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 5> state_words{"running", "cut_off", "whole", "failures", "stopped"};
constexpr std::size_t reasons_in_json = 20;

std::string process_words(long pid) {
  return pid > 0 ? fmt::format("process {}", pid) : std::string("a process whose number is not known");
}

std::string text_in(const json::object& o, std::string_view key) {
  const json::value* v = o.if_contains(key);
  return v != nullptr && v->is_string() ? std::string(v->get_string()) : std::string();
}

/// A summary of this program's has it; another file of that name may not.
int code_of(const told_end& end) {
  const json::value* v = end.summary.if_contains("exit_code");
  return v != nullptr && v->is_int64() ? static_cast<int>(v->get_int64()) : 0;
}

std::string seconds_of(const told_end& end) {
  const json::value* v = end.summary.if_contains("seconds");
  if (v == nullptr || !v->is_number()) return {};
  return fmt::format(" after {}", span_words(std::chrono::seconds(std::llround(v->to_number<double>()))));
}

std::string end_line(const folder_status& s) {
  if (s.held_by) return fmt::format("run: at work, {}\n", process_words(*s.held_by));
  if (!s.told) return "run: cut off without a word: killed, or the machine went down\n";
  const std::string reason = text_in(s.last->summary, "reason");
  return fmt::format("run: ended {}{} with exit code {}{}{}\n", utc_to_the_minute(s.last->at), seconds_of(*s.last),
                     code_of(*s.last), reason.empty() ? "" : ": ", reason);
}

std::string next_words(const folder_status& s) {
  switch (state_of(s)) {
    case folder_state::running:
      return *s.held_by > 0
                 ? fmt::format("kill -USR1 {0} shows how far it is, kill -INT {0} ends it, to be gone on with",
                               *s.held_by)
                 : "it goes on by itself";
    case folder_state::cut_off:
      return "run the same command again with --resume: nothing that is done is asked again";
    case folder_state::whole:
      return "nothing; the same command without --resume asks the org anew";
    case folder_state::failures:
      return "run the same command again with --resume: only what failed is asked again";
    case folder_state::stopped:
      return "run the same command again with --resume: only what is left or failed is asked";
  }
  return {};
}

json::object run_json(const stored_run& r) {
  json::object gaps;
  for (std::size_t i = 0; i < gap_words.size(); ++i) gaps[gap_words[i]] = r.gaps[i];
  return {{"id", r.id},
          {"as_of", r.as_of},
          {"finished", r.finished},
          {"objects",
           {{"total", r.objects.total},
            {"done", r.objects.done},
            {"partial", r.objects.partial},
            {"failed", r.objects.failed},
            {"left", r.objects.left},
            {"begun", r.objects.begun}}},
          {"gaps", std::move(gaps)}};
}

json::array failures_json(const failure_reasons& failures) {
  json::array all;
  for (const reason_group& g : failures.commonest(reasons_in_json)) {
    all.push_back(json::object{{"part", g.part}, {"reason", g.reason}, {"count", g.count}, {"first_object", g.object}});
  }
  return all;
}

json::value held_json(const std::optional<long>& pid) {
  if (!pid) return nullptr;
  return json::object{{"pid", *pid > 0 ? json::value(*pid) : json::value(nullptr)}};
}

json::value end_json(const folder_status& s) {
  if (!s.last || !s.told) return nullptr;
  json::object end = s.last->summary;
  end["at"] = utc_to_the_millisecond(s.last->at);
  return end;
}

}  // namespace

folder_state state_of(const folder_status& s) {
  if (s.held_by) return folder_state::running;
  if (!s.told) return folder_state::cut_off;
  const bool finished = s.store.run && s.store.run->finished;
  const int code = code_of(*s.last);
  const bool ended_well =
      code == static_cast<int>(exit_code::all_done) || code == static_cast<int>(exit_code::some_parts_failed);
  if (!finished || !ended_well) return folder_state::stopped;
  const stored_objects& o = s.store.run->objects;
  return o.partial + o.failed + o.left > 0 ? folder_state::failures : folder_state::whole;
}

std::string status_lines(const folder_status& s) {
  std::string text =
      fmt::format("{}: {}\n", s.folder, s.store.run ? "run " + s.store.run->id : "no run has logged in yet");
  if (!s.store.instance_url.empty()) {
    text += fmt::format("org: {} ({})\n", s.store.instance_url, s.store.organization_id);
  }
  text += end_line(s);
  if (s.store.run) {
    const stored_objects& o = s.store.run->objects;
    text += fmt::format("{} objects: {} done, {} partial, {} failed, {} left, {} of them begun\n", o.total, o.done,
                        o.partial, o.failed, o.left, o.begun);
    text += failure_lines(s.failures);
    text += fmt::format("gaps: {}\n", gap_counts(s.store.run->gaps));
    text += fmt::format("files: {}\n", s.store.run->finished ? "of this run" : "not written yet by this run");
  }
  return text + fmt::format("next: {}\n", next_words(s));
}

json::object status_json(const folder_status& s) {
  return {{"folder", s.folder},
          {"state", state_words[static_cast<std::size_t>(state_of(s))]},
          {"organization_id", s.store.organization_id},
          {"instance_url", s.store.instance_url},
          {"run", s.store.run ? json::value(run_json(*s.store.run)) : json::value(nullptr)},
          {"held_by", held_json(s.held_by)},
          {"last_end", end_json(s)},
          {"failures", failures_json(s.failures)},
          {"next", next_words(s)}};
}

}  // namespace sluice
