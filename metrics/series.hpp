// series.csv: how a run went, a line a second. Columns: `time` (UTC, ISO 8601), `window` and `in_flight` (calls, at
// that moment), `calls` and `refused` (ended since the line before), `pace` (calls a second; empty while unbounded),
// `median_latency_seconds` (of the calls that ended ok since the line before; empty where there was none), `binds`
// (what limits), then `seconds` (since the start), `objects_done` and `objects_left` as in summary.json.
// The file belongs to one run of the program, as summary.json does: opening it begins it anew.
#pragma once

#include "metrics/figures.hpp"
#include "protocol/error.hpp"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

inline constexpr std::string_view series_header =
    "time,window,in_flight,calls,refused,pace,median_latency_seconds,binds,seconds,objects_done,objects_left\n";

/// One line: what happened from `before` to `now`. `started` is the wall clock's time at the figures' start.
[[nodiscard]] std::string series_line(const figures& before, const figures& now,
                                      std::chrono::system_clock::time_point started);

/// What a picture needs of a line.
struct series_point {
  double at_s = 0;            ///< since the run's start
  double calls_a_second = 0;  ///< since the point before
  double window = 0;
};
/// The points of a whole file's text. A line that is torn is left out, and so is a rest of under half a second, which
/// tells no rate.
[[nodiscard]] std::vector<series_point> read_series(std::string_view csv);

class series {
 public:
  /// `at_start`: the figures that the first line is compared with.
  [[nodiscard]] static result<series> open(const std::filesystem::path& file, figures at_start,
                                           std::chrono::system_clock::time_point started);
  /// Appends a line, which is with the kernel when this returns. To be called once a second, and at the run's end.
  [[nodiscard]] result<void> tick(const figures& now);

 private:
  struct closing {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  series(std::filesystem::path file, std::unique_ptr<std::FILE, closing> out, figures at_start,
         std::chrono::system_clock::time_point started);
  [[nodiscard]] result<void> append(std::string_view line);

  std::filesystem::path file_;
  std::unique_ptr<std::FILE, closing> out_;
  figures before_;
  std::chrono::system_clock::time_point started_;
};

}  // namespace sluice
