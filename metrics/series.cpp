#include "metrics/series.hpp"

#include "metrics/decimal.hpp"
#include "metrics/utc.hpp"
#include "protocol/file_error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace sluice {
namespace {

// The places of what read_series wants, by series_header.
constexpr std::size_t window_column = 1;
constexpr std::size_t calls_column = 3;
constexpr std::size_t seconds_column = 8;
constexpr std::size_t columns = 11;
constexpr double least_interval_s = 0.5;

/// The line's cells; nothing where they are not as many as the header's.
std::optional<std::array<std::string_view, columns>> cells_of(std::string_view line) {
  std::array<std::string_view, columns> cells;
  for (std::size_t i = 0; i < columns; ++i) {
    const auto comma = line.find(',');
    if ((comma == std::string_view::npos) != (i + 1 == columns)) return {};
    cells[i] = line.substr(0, comma);
    line.remove_prefix(std::min(line.size(), comma + 1));
  }
  return cells;
}

double number_in(std::string_view cell) {
  double value = 0;
  std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return value;
}

}  // namespace

std::vector<series_point> read_series(std::string_view csv) {
  std::vector<series_point> points;
  double before_s = 0;
  double calls = 0;
  csv.remove_prefix(std::min(csv.size(), series_header.size()));
  while (!csv.empty()) {
    const auto end = csv.find('\n');
    const auto cells = end == std::string_view::npos ? std::nullopt : cells_of(csv.substr(0, end));
    csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
    if (!cells) continue;
    const double at_s = number_in(cells->at(seconds_column));
    calls += number_in(cells->at(calls_column));
    if (at_s - before_s < least_interval_s) continue;
    points.push_back(
        {.at_s = at_s, .calls_a_second = calls / (at_s - before_s), .window = number_in(cells->at(window_column))});
    before_s = at_s;
    calls = 0;
  }
  return points;
}

std::string series_line(const figures& before, const figures& now, std::chrono::system_clock::time_point started) {
  const auto elapsed = now.at - now.started;
  const auto median = now.latency.since(before.latency).quantile_seconds(0.5);
  return fmt::format(
      "{},{},{},{},{},{},{},{},{},{},{}\n",
      utc_to_the_millisecond(started + std::chrono::duration_cast<std::chrono::system_clock::duration>(elapsed)),
      decimal(now.window.last, 0), now.in_flight, now.calls_total() - before.calls_total(),
      now.refused() - before.refused(), std::isfinite(now.pace) ? significant(now.pace, 4) : "",
      median ? significant(*median, 3) : "", binding_words[place(now.binds)], decimal(seconds(elapsed), 3),
      now.objects.in(object_state::done), now.objects.left());
}

series::series(std::filesystem::path file, std::unique_ptr<std::FILE, closing> out, figures at_start,
               std::chrono::system_clock::time_point started)
    : file_(std::move(file)), out_(std::move(out)), before_(std::move(at_start)), started_(started) {}

result<series> series::open(const std::filesystem::path& file, figures at_start,
                            std::chrono::system_clock::time_point started) {
  std::unique_ptr<std::FILE, closing> out(std::fopen(file.c_str(), "we"));
  if (!out) return file_error("cannot be written", file, errno);
  series s(file, std::move(out), std::move(at_start), started);
  if (const auto headed = s.append(series_header); !headed) return headed.error();
  return s;
}

result<void> series::append(std::string_view line) {
  if (std::fwrite(line.data(), 1, line.size(), out_.get()) != line.size() || std::fflush(out_.get()) != 0) {
    return file_error("cannot be written", file_, errno);
  }
  return {};
}

result<void> series::tick(const figures& now) {
  auto appended = append(series_line(before_, now, started_));
  before_ = now;
  return appended;
}

}  // namespace sluice
