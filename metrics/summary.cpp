#include "metrics/summary.hpp"

#include "metrics/decimal.hpp"
#include "metrics/replace_file.hpp"

#include <span>
#include <string_view>

#include <boost/json/serialize.hpp>
#include <boost/json/string_view.hpp>
#include <fmt/format.h>

namespace sluice {
namespace {

template <class T>
std::string or_null(const std::optional<T>& number) {
  return number ? fmt::format("{}", *number) : "null";
}

std::string counts(std::span<const std::string_view> words, std::span<const std::uint64_t> numbers) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += fmt::format("{}\"{}\": {}", i == 0 ? "" : ", ", words[i], numbers[i]);
  }
  return text;
}

std::string calls(const figures& f) {
  std::array<std::uint64_t, call_words.size()> by{};
  for (std::size_t i = 0; i < by.size(); ++i) by[i] = f.calls(static_cast<call_word>(i));
  return fmt::format("{{\"total\": {}, {}, \"retries\": {}}}", f.calls_total(), counts(call_words, by), f.retries());
}

std::string workers(const level_figures& w) {
  return fmt::format("{{\"min\": {}, \"max\": {}, \"mean\": {}, \"last\": {}}}", decimal(w.min, 0), decimal(w.max, 0),
                     decimal(w.mean, 3), decimal(w.last, 0));
}

std::string latency(const latency_histogram& h) {
  const auto at = [&](double q) {
    const auto s = h.quantile_seconds(q);
    return s ? significant(*s, 3) : "null";
  };
  return fmt::format("{{\"p50\": {}, \"p95\": {}, \"p99\": {}}}", at(0.5), at(0.95), at(0.99));
}

std::string usage(const std::optional<org_usage>& u) {
  if (!u) return R"({"used": null, "max": null})";
  return fmt::format("{{\"used\": {}, \"max\": {}}}", u->used, u->max);
}

}  // namespace

std::string summary_json(const figures& f, const run_end& end) {
  const double took = seconds(end.took);
  std::string text = "{\n";
  const auto line = [&](std::string_view key, std::string_view value, std::string_view after = ",") {
    text += fmt::format("  \"{}\": {}{}\n", key, value, after);
  };
  line("exit_code", std::to_string(static_cast<int>(end.code)));
  line("reason", boost::json::serialize(boost::json::string_view(end.reason)));
  line("seconds", decimal(took, 3));
  line("objects", fmt::format("{{\"total\": {}, {}}}", f.objects.total, counts(object_words, f.objects.by)));
  line("gaps", fmt::format("{{{}}}", counts(gap_words, f.gaps)));
  line("calls", calls(f));
  line("workers", workers(f.window));
  line("calls_per_second", decimal(took > 0 ? static_cast<double>(f.calls_total()) / took : 0, 3));
  line("latency_seconds", latency(f.latency));
  line("org_usage", usage(f.usage));
  line("peak_rss_bytes", or_null(end.peak_rss_bytes), "");
  return text + "}\n";
}

result<void> write_summary(const std::filesystem::path& folder, const figures& f, const run_end& end) {
  return replace_file(folder / "summary.json", summary_json(f, end), 0600);
}

}  // namespace sluice
