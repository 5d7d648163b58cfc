// Several runs of the same work side by side, for people: a table, and a picture of how they went. Pure: figures in,
// text out.
#pragma once

#include "metrics/series.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

/// One run. The work is the same for all: so many objects.
struct compared_run {
  std::string name;
  double took_s = 0;
  std::uint64_t calls = 0;
  std::uint64_t refused = 0;
  std::uint64_t objects = 0;
  std::uint64_t objects_ended = 0;  ///< all of them: the run reached its end
  double workers_min = 0;
  double workers_max = 0;
  std::vector<series_point> points;

  [[nodiscard]] double calls_a_second() const { return took_s > 0 ? static_cast<double>(calls) / took_s : 0; }
  [[nodiscard]] bool ended() const { return objects > 0 && objects_ended == objects; }
};

/// A line a run, and how many times as fast the last one was as each of the others. The time for all objects is
/// measured where the run reached its end; else it is that of all the calls (as many as the run that came farthest
/// needed an object) at the run's speed.
[[nodiscard]] std::string comparison_table(std::span<const compared_run> runs);

/// An SVG document: calls a second and workers over the seconds of the runs, with a legend; it needs nothing else to
/// be shown, follows the reader's light or dark scheme, and tells the runs apart by dashes as well as by colours.
[[nodiscard]] std::string comparison_svg(std::string_view title, std::span<const compared_run> runs);

/// Such as "21 s", "5.5 min", "38 min", "2.4 h".
[[nodiscard]] std::string rough_duration(double seconds);

}  // namespace sluice
