#include "metrics/series.hpp"

#include "metrics/decimal.hpp"
#include "protocol/file_error.hpp"

#include <cerrno>
#include <cmath>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace sluice {
namespace {

std::string utc(std::chrono::system_clock::time_point t) {
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(t);
  const auto s = std::chrono::floor<std::chrono::seconds>(ms);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(s)),
                     (ms - s).count());
}

}  // namespace

std::string series_line(const figures& before, const figures& now, std::chrono::system_clock::time_point started) {
  const auto elapsed = now.at - now.started;
  const auto median = now.latency.since(before.latency).quantile_seconds(0.5);
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n",
                     utc(started + std::chrono::duration_cast<std::chrono::system_clock::duration>(elapsed)),
                     decimal(now.window.last, 0), now.in_flight, now.calls_total() - before.calls_total(),
                     now.refused() - before.refused(), std::isfinite(now.pace) ? significant(now.pace, 4) : "",
                     median ? significant(*median, 3) : "", binding_words[place(now.binds)],
                     decimal(seconds(elapsed), 3), now.objects.in(object_state::done), now.objects.left());
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
