#include "cli/history/org_knowledge.hpp"

#include "metrics/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

namespace sluice {

namespace {

namespace json = boost::json;
using std::chrono::sys_days;

constexpr std::int64_t format_written = 1;
constexpr int digits = 4;  // more tell nothing of an org

// What is beyond these is no knowledge, whoever tells it: neither a file nor a law shall have to think of it.
constexpr double calls_max = 1e6;
constexpr double calls_a_second_min = 1e-6;
constexpr double seconds_min = 1e-9;
constexpr double seconds_max = 3600;

bool within(double value, double least, double most) {
  return value >= least && value <= most;
}

std::string day_text(sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

/// A whole number that fills the text.
std::optional<int> number_in(std::string_view text) {
  int number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

std::optional<sys_days> day_in(std::string_view text) {
  constexpr std::size_t month_at = 5;
  constexpr std::size_t day_at = 8;
  constexpr std::size_t length = 10;
  if (text.size() != length || text[month_at - 1] != '-' || text[day_at - 1] != '-') return {};
  const auto year = number_in(text.substr(0, month_at - 1));
  const auto month = number_in(text.substr(month_at, 2));
  const auto day = number_in(text.substr(day_at, 2));
  if (!year || !month || !day || *year < 0 || *month < 0 || *day < 0) return {};
  const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return {};
  return sys_days(date);
}

/// Reads the entries of one file. The first that makes no sense is remembered, and everything after it counts for
/// nothing.
class reader {
 public:
  explicit reader(sys_days today) : today_(today) {}

  [[nodiscard]] const std::string& trouble() const { return trouble_; }

  [[nodiscard]] double number(const json::object& entry, std::string_view key, double least, double most) {
    const json::value* v = entry.if_contains(key);
    const auto read = v == nullptr ? std::nullopt : as_double(*v);
    if (read && within(*read, least, most)) return *read;
    complain(key);
    return least;
  }

  [[nodiscard]] std::size_t calls(const json::object& entry) {
    return static_cast<std::size_t>(std::lround(number(entry, "calls", 1, calls_max)));
  }

  [[nodiscard]] std::string word(const json::object& entry, std::string_view key) {
    const json::value* v = entry.if_contains(key);
    if (v != nullptr && v->is_string() && !v->get_string().empty()) return std::string(v->get_string());
    complain(key);
    return {};
  }

  /// The clocks of two machines may be a day apart, but no more.
  [[nodiscard]] sys_days day(const json::object& entry) {
    const auto read = day_in(word(entry, "learnt"));
    if (read && *read <= today_ + std::chrono::days(1)) return *read;
    complain("learnt");
    return today_;
  }

  [[nodiscard]] const json::object* object(const json::value& v, std::string_view called) {
    const json::object* o = v.if_object();
    if (o == nullptr) complain(called);
    return o;
  }

  void complain(std::string_view key) {
    if (trouble_.empty()) trouble_ = fmt::format("its \"{}\" makes no sense", key);
  }

 private:
  static std::optional<double> as_double(const json::value& v) {
    if (!v.is_number()) return {};
    return v.to_number<double>();
  }

  sys_days today_;
  std::string trouble_;
};

std::optional<dated<std::size_t>> calls_in(reader& reads, const json::object& all, std::string_view key) {
  const json::value* v = all.if_contains(key);
  const json::object* entry = v == nullptr ? nullptr : reads.object(*v, key);
  if (entry == nullptr) return {};
  return dated<std::size_t>{reads.calls(*entry), reads.day(*entry)};
}

std::optional<dated<org_knowledge::rate>> rate_in(reader& reads, const json::object& all) {
  const json::value* v = all.if_contains("rate");
  const json::object* entry = v == nullptr ? nullptr : reads.object(*v, "rate");
  if (entry == nullptr) return {};
  return dated<org_knowledge::rate>{
      {.per_second = reads.number(*entry, "calls_a_second", calls_a_second_min, calls_max),
       .burst = reads.number(*entry, "burst", 1, calls_max)},
      reads.day(*entry)};
}

std::vector<dated<law_view::baseline>> baselines_in(reader& reads, const json::object& all) {
  std::vector<dated<law_view::baseline>> found;
  const json::value* v = all.if_contains("baselines");
  if (v == nullptr) return found;
  const json::array* list = v->if_array();
  if (list == nullptr) {
    reads.complain("baselines");
    return found;
  }
  found.reserve(list->size());
  for (const json::value& each : *list) {
    const json::object* entry = reads.object(each, "baselines");
    if (entry == nullptr) break;
    found.push_back({{.kind = call_kind(reads.word(*entry, "kind")),
                      .seconds = reads.number(*entry, "seconds", seconds_min, seconds_max)},
                     reads.day(*entry)});
  }
  return found;
}

bool too_old(sys_days learnt, sys_days today) {
  return today - learnt > knowledge_lasts;
}

template <class T>
void drop_old(std::optional<dated<T>>& thing, sys_days today) {
  if (thing && too_old(thing->learnt, today)) thing.reset();
}

}  // namespace

known_limits org_knowledge::limits() const {
  known_limits known;
  if (window) known.window = window->value;
  if (pace) {
    known.per_second = pace->value.per_second;
    known.burst = pace->value.burst;
  }
  if (cap) known.cap = cap->value;
  known.baselines.reserve(baselines.size());
  for (const auto& b : baselines) known.baselines.push_back(b.value);
  return known;
}

void org_knowledge::renew(const known_limits& seen, sys_days today) {
  const auto calls = [](std::size_t n) { return within(static_cast<double>(n), 1, calls_max); };
  if (calls(seen.window)) window = dated<std::size_t>{seen.window, today};
  if (seen.per_second && within(*seen.per_second, calls_a_second_min, calls_max) && within(seen.burst, 1, calls_max)) {
    pace = dated<rate>{{.per_second = *seen.per_second, .burst = seen.burst}, today};
  }
  if (seen.cap && calls(*seen.cap)) cap = dated<std::size_t>{*seen.cap, today};
  for (const law_view::baseline& b : seen.baselines) {
    if (!within(b.seconds, seconds_min, seconds_max)) continue;
    const auto same = [&b](const auto& known) { return known.value.kind == b.kind; };
    const auto at = std::find_if(baselines.begin(), baselines.end(), same);
    if (at == baselines.end()) {
      baselines.push_back({b, today});
    } else {
      *at = {b, today};
    }
  }
}

void org_knowledge::forget_old(sys_days today) {
  drop_old(window, today);
  drop_old(pace, today);
  drop_old(cap, today);
  std::erase_if(baselines, [today](const auto& b) { return too_old(b.learnt, today); });
}

std::string knowledge_line(const org_knowledge& known) {
  std::string line;
  const auto add = [&line](const std::string& words) { line += (line.empty() ? "" : ", ") + words; };
  if (known.window) add(fmt::format("window {} ({})", known.window->value, day_text(known.window->learnt)));
  if (known.pace) {
    add(fmt::format("{} calls a second ({})", significant(known.pace->value.per_second, digits),
                    day_text(known.pace->learnt)));
  }
  if (known.cap) add(fmt::format("at most {} at once ({})", known.cap->value, day_text(known.cap->learnt)));
  if (!known.baselines.empty()) add(fmt::format("the latency of {} kinds", known.baselines.size()));
  return line;
}

std::string knowledge_text(const org_knowledge& known, std::string_view org) {
  std::string text =
      fmt::format("{{\n  \"format\": {},\n  \"org\": {}", format_written, json::serialize(json::string_view(org)));
  if (known.window) {
    text += fmt::format(",\n  \"window\": {{\"calls\": {}, \"learnt\": \"{}\"}}", known.window->value,
                        day_text(known.window->learnt));
  }
  if (known.pace) {
    text += fmt::format(",\n  \"rate\": {{\"calls_a_second\": {}, \"burst\": {}, \"learnt\": \"{}\"}}",
                        significant(known.pace->value.per_second, digits), significant(known.pace->value.burst, digits),
                        day_text(known.pace->learnt));
  }
  if (known.cap) {
    text += fmt::format(",\n  \"cap\": {{\"calls\": {}, \"learnt\": \"{}\"}}", known.cap->value,
                        day_text(known.cap->learnt));
  }
  std::string list;
  for (const auto& b : known.baselines) {
    list += fmt::format("{}\n    {{\"kind\": {}, \"seconds\": {}, \"learnt\": \"{}\"}}", list.empty() ? "" : ",",
                        json::serialize(json::string_view(b.value.kind.str())), significant(b.value.seconds, digits),
                        day_text(b.learnt));
  }
  if (!list.empty()) text += fmt::format(",\n  \"baselines\": [{}\n  ]", list);
  return text + "\n}\n";
}

boost::system::result<org_knowledge, unusable_knowledge> read_knowledge(std::string_view text, std::string_view org,
                                                                        sys_days today) {
  boost::system::error_code failed;
  const json::value parsed = json::parse(text, failed);
  const json::object* all = failed ? nullptr : parsed.if_object();
  if (all == nullptr) return unusable_knowledge{.why = "is no JSON object"};
  const json::value* format = all->if_contains("format");
  const std::int64_t* number = format == nullptr ? nullptr : format->if_int64();
  if (number == nullptr || *number < format_written) return unusable_knowledge{.why = "has no format that is known"};
  if (*number > format_written) {
    return unusable_knowledge{.why = "is by a later version of the program", .newer = true};
  }
  reader reads(today);
  if (reads.word(*all, "org") != org) return unusable_knowledge{.why = "is about another org"};
  org_knowledge known{.window = calls_in(reads, *all, "window"),
                      .pace = rate_in(reads, *all),
                      .cap = calls_in(reads, *all, "cap"),
                      .baselines = baselines_in(reads, *all)};
  if (!reads.trouble().empty()) return unusable_knowledge{.why = reads.trouble()};
  known.forget_old(today);
  return known;
}

}  // namespace sluice
