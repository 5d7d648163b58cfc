#include "cli/talk/display_line.hpp"

#include "cli/talk/time_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace sluice {

namespace {

constexpr std::size_t lengths = 3;  // of one segment's words: long, middle, short

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view green = "\x1b[32m";
constexpr std::string_view yellow = "\x1b[33m";
constexpr std::string_view cyan = "\x1b[36m";
constexpr std::string_view dim = "\x1b[2m";
constexpr std::string_view no_colour = "\x1b[0m";

/// One thing that the line tells. The segments stand in the order in which they are read; `worth` orders them by how
/// much they matter.
struct segment {
  std::array<std::string, lengths> words;
  int worth = 0;
  std::string_view colour;
  std::size_t length = 0;  ///< the place in `words`
};

segment done_segment(const display_facts& f) {
  const auto percent = f.total == 0 ? 0 : 100 * f.ended / f.total;
  return {.words = {fmt::format("{} of {} objects ({} %)", f.ended, f.total, percent),
                    fmt::format("{}/{} {}%", f.ended, f.total, percent), fmt::format("{}/{}", f.ended, f.total)},
          .worth = 6,
          .colour = bold};
}

segment workers_segment(const display_facts& f) {
  return {.words = {fmt::format("{} of {} workers busy", f.busy, f.target),
                    fmt::format("{}/{} workers", f.busy, f.target), fmt::format("{}/{}w", f.busy, f.target)},
          .worth = 4,
          .colour = cyan};
}

segment rate_segment(const display_facts& f) {
  constexpr double small = 9.95;
  const std::string rate = fmt::format("{:.{}f}", f.calls_a_second, f.calls_a_second < small ? 1 : 0);
  return {.words = {rate + " calls a second", rate + " calls/s", rate + "/s"}, .worth = 2};
}

segment refused_segment(const display_facts& f) {
  if (f.refused == 0) return {.words = {"none refused", "0 refused", "0 ref"}, .worth = 0, .colour = dim};
  return {.words = {fmt::format("{} refused", f.refused), fmt::format("{} refused", f.refused),
                    fmt::format("{} ref", f.refused)},
          .worth = 3,
          .colour = yellow};
}

segment binding_segment(const display_facts& f) {
  if (f.day_waits) {
    const std::string span = span_short(*f.day_waits);
    return {.words = {"the day's calls are used up, waits " + span_words(*f.day_waits), "day used up, waits " + span,
                      "waits " + span},
            .worth = 5,
            .colour = yellow};
  }
  if (f.binds == binding::none) return {.words = {"nothing limits", "no limit", "no limit"}, .worth = 1, .colour = dim};
  const std::string word(binding_words[place(f.binds)]);
  const std::string pause = f.held ? ", paused" : "";
  return {.words = {"limited by " + word + pause, word + pause, word},
          .worth = 1,
          .colour = f.held || f.binds == binding::outage ? yellow : dim};
}

segment left_segment(const display_facts& f) {
  const std::string brief = span_short(*f.left);
  return {.words = {span_words(*f.left) + " left", brief + " left", brief}, .worth = 5};
}

/// What the run does while objects are no measure of it; empty while they are.
std::array<std::string, lengths> phase_words_of(const display_facts& f) {
  if (f.stopping) return {"ending; once more ends at once", "ending", "ending"};
  switch (f.phase) {
    case run_phase::login:
      return {"logging in", "logging in", "login"};
    case run_phase::list:
      return {"asking which objects there are", "asking for the list", "list"};
    case run_phase::fetch:
      return {};
    case run_phase::write:
      return {"writing the library's files", "writing files", "writing"};
    case run_phase::done:
      return {"ended", "ended", "ended"};
  }
  return {};
}

std::vector<segment> segments_of(const display_facts& f) {
  std::vector<segment> all;
  if (f.total > 0) all.push_back(done_segment(f));
  if (auto words = phase_words_of(f); !words[0].empty()) {
    all.push_back({.words = std::move(words), .worth = 7, .colour = yellow});
    if (!f.stopping) return all;
  }
  all.push_back(workers_segment(f));
  all.push_back(rate_segment(f));
  all.push_back(refused_segment(f));
  if (f.stopping) return all;
  all.push_back(binding_segment(f));
  if (f.left) all.push_back(left_segment(f));
  return all;
}

/// Columns that a text takes: our letters are one wide each.
std::size_t width_of(std::string_view text) {
  constexpr unsigned char following = 0x80;
  constexpr unsigned char mask = 0xc0;
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & mask) != following; }));
}

std::size_t width_of(const std::vector<segment>& all, std::string_view between) {
  std::size_t width = 0;
  for (const segment& s : all) width += width_of(s.words[s.length]) + (width > 0 ? width_of(between) : 0);
  return width;
}

/// Makes it fit step by step, each taken only where the ones before were not enough.
void fit(std::vector<segment>& all, std::string_view& between, std::size_t room) {
  std::vector<segment*> by_worth;
  by_worth.reserve(all.size());
  for (segment& s : all) by_worth.push_back(&s);
  std::ranges::sort(by_worth, {}, &segment::worth);
  for (std::size_t length = 1; length < lengths; ++length) {
    for (segment* s : by_worth) {
      if (width_of(all, between) <= room) return;
      s->length = length;
    }
  }
  if (width_of(all, between) > room) between = " ";
  while (width_of(all, between) > room && !all.empty()) all.erase(std::ranges::min_element(all, {}, &segment::worth));
}

std::string coloured(std::string_view text, std::string_view colour, const terminal_look& look) {
  if (!look.colour || colour.empty()) return std::string(text);
  return fmt::format("{}{}{}", colour, text, no_colour);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (; times > 0; --times) all += text;
  return all;
}

std::string bar(const display_facts& f, const terminal_look& look, std::size_t width) {
  const auto full = std::min<std::size_t>(width, f.ended * width / f.total);
  return coloured(repeated(look.utf8 ? "█" : "#", full), green, look) +
         coloured(repeated(look.utf8 ? "░" : "-", width - full), dim, look);
}

std::string trend(const display_facts& f, std::size_t width) {
  constexpr std::array<std::string_view, 8> heights{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const std::size_t shown = std::min(width, f.targets.size());
  const auto from = f.targets.end() - static_cast<std::ptrdiff_t>(shown);
  const std::size_t top = std::max<std::size_t>(1, f.target_max);
  std::string drawn;
  for (auto at = from; at != f.targets.end(); ++at) {
    drawn += heights[(std::min(*at, top) * (heights.size() - 1) + top / 2) / top];
  }
  return drawn;
}

}  // namespace

std::string display_line(const display_facts& facts, const terminal_look& look, std::size_t columns) {
  constexpr std::size_t bar_least = 10;
  constexpr std::size_t bar_most = 30;
  constexpr std::size_t trend_least = 10;
  constexpr std::size_t trend_most = 60;
  std::vector<segment> all = segments_of(facts);
  std::string_view between = look.utf8 ? " · " : ", ";
  std::size_t room = std::max<std::size_t>(columns, 1) - 1;
  fit(all, between, room);
  std::string line;
  room -= width_of(all, between);
  const bool shortened = std::ranges::any_of(all, [](const segment& s) { return s.length > 0; });
  if (facts.total > 0 && !shortened && room > bar_least) {
    const std::size_t width = std::min(room - 1, bar_most);
    line = bar(facts, look, width) + " ";
    room -= width + 1;
  }
  for (const segment& s : all) {
    if (&s != &all.front()) line += between;
    line += coloured(s.words[s.length], s.colour, look);
  }
  const std::string before_trend = std::string(between) + "workers ";
  if (look.utf8 && facts.targets.size() > 1 && room >= width_of(before_trend) + trend_least) {
    line += before_trend;
    line += coloured(trend(facts, std::min(room - width_of(before_trend), trend_most)), cyan, look);
  }
  return line;
}

std::string progress_line(const display_facts& f, std::uint64_t calls) {
  std::string line = fmt::format("{} of {} objects, {} calls, {} refused, {} of {} workers busy", f.ended, f.total,
                                 calls, f.refused, f.busy, f.target);
  if (const auto words = phase_words_of(f); !words[0].empty()) return line + ", " + words[0];
  if (f.day_waits) return line + ", " + binding_segment(f).words[0];
  if (f.binds != binding::none) line += ", " + binding_segment(f).words[0];
  if (f.left) line += ", " + span_words(*f.left) + " left";
  return line;
}

}  // namespace sluice
