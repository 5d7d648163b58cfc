#include "metrics/comparison.hpp"
#include "metrics/decimal.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

namespace sluice {
namespace {

// In pixels of a document that scales.
constexpr double picture_width = 800;
constexpr double picture_height = 600;
constexpr double plot_left = 64;
constexpr double plot_right = 776;
constexpr double legend_top = 62;
constexpr double legend_row = 22;
constexpr double key_width = 36;
constexpr double time_ticks = 8;

// Blue and vermillion of Okabe and Ito's palette and a grey, darker or lighter as the ground demands.
constexpr std::string_view picture_style = R"(<style>
text { font-family: system-ui, sans-serif; font-size: 13px; fill: #24292f; }
.title { font-size: 16px; font-weight: 600; }
.number { text-anchor: end; }
.time { text-anchor: middle; }
.ground { fill: #ffffff; }
.grid { stroke: #d8dee4; stroke-width: 1; }
.run { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.run0 { stroke: #57606a; stroke-dasharray: 2 4; stroke-linecap: round; }
.run1 { stroke: #c04a00; stroke-dasharray: 9 5; }
.run2 { stroke: #0072b2; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
.ground { fill: #0d1117; }
.grid { stroke: #30363d; }
.run0 { stroke: #adb5bd; }
.run1 { stroke: #e69f00; }
.run2 { stroke: #56b4e9; }
}
</style>
)";
constexpr std::size_t run_styles = 3;

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

/// 1, 2 or 5 times a power of ten: the least such step that goes at most so many times into the range.
double round_step(double range, double times) {
  const double least = std::max(range, 1.0) / times;
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (step * power >= least) return step * power;
  }
  return 10 * power;
}

struct panel {
  std::string_view name;  ///< of what it shows, with the unit
  double series_point::*value;
  double top;
  double bottom;
  double ticks;
};

constexpr panel panels[] = {
    {.name = "Calls a second", .value = &series_point::calls_a_second, .top = 164, .bottom = 364, .ticks = 5},
    {.name = "Workers (calls in flight at most)",
     .value = &series_point::window,
     .top = 418,
     .bottom = 538,
     .ticks = 4},
};

double plot_x(double at_s, double last_s) {
  return plot_left + (plot_right - plot_left) * at_s / last_s;
}

double plot_y(const panel& p, double value, double most) {
  return p.bottom - (p.bottom - p.top) * value / most;
}

void draw_grid(std::string& svg, const panel& p, double step, double most) {
  for (double value = 0; value <= most; value += step) {
    const double y = plot_y(p, value, most);
    svg += fmt::format("<line class=\"grid\" x1=\"{}\" y1=\"{:.1f}\" x2=\"{}\" y2=\"{:.1f}\"/>\n", plot_left, y,
                       plot_right, y);
    svg += fmt::format("<text class=\"number\" x=\"{}\" y=\"{:.1f}\">{}</text>\n", plot_left - 8, y + 4,
                       decimal(value, 1));
  }
}

void draw_times(std::string& svg, const panel& p, double last_s) {
  const double step = round_step(last_s, time_ticks);
  for (double at = 0; at <= last_s; at += step) {
    svg += fmt::format("<text class=\"time\" x=\"{:.1f}\" y=\"{}\">{}</text>\n", plot_x(at, last_s), p.bottom + 20,
                       decimal(at, 1));
  }
}

void draw_panel(std::string& svg, const panel& p, std::span<const compared_run> runs, double last_s) {
  double highest = 0;
  for (const compared_run& run : runs) {
    for (const series_point& point : run.points) highest = std::max(highest, point.*p.value);
  }
  const double step = round_step(highest, p.ticks);
  const double most = step * std::max(1.0, std::ceil(highest / step));
  svg += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>\n", plot_left, p.top - 10, p.name);
  draw_grid(svg, p, step, most);
  draw_times(svg, p, last_s);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    std::string points;
    for (const series_point& point : runs[i].points) {
      points += fmt::format("{}{:.1f},{:.1f}", points.empty() ? "" : " ", plot_x(point.at_s, last_s),
                            plot_y(p, point.*p.value, most));
    }
    svg += fmt::format("<polyline class=\"run run{}\" points=\"{}\"/>\n", i % run_styles, points);
  }
}

void draw_legend(std::string& svg, std::span<const compared_run> runs) {
  double y = legend_top;
  for (std::size_t i = 0; i < runs.size(); ++i, y += legend_row) {
    const compared_run& run = runs[i];
    const std::string end = run.ended() ? fmt::format("all {} objects in {}", run.objects, rough_duration(run.took_s))
                                        : fmt::format("stopped after {}", rough_duration(run.took_s));
    svg += fmt::format("<line class=\"run run{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", i % run_styles,
                       plot_left, y, plot_left + key_width, y);
    svg += fmt::format("<text x=\"{}\" y=\"{}\">{}: {:.1f} calls a second, {}</text>\n", plot_left + key_width + 10,
                       y + 4, escaped(run.name), run.calls_a_second(), end);
  }
}

}  // namespace

std::string comparison_svg(std::string_view title, std::span<const compared_run> runs) {
  double last_s = 1;
  for (const compared_run& run : runs) {
    if (!run.points.empty()) last_s = std::max(last_s, run.points.back().at_s);
  }
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\">\n",
      picture_width, picture_height);
  svg += fmt::format("<title>{}</title>\n", escaped(title));
  svg += picture_style;
  svg += fmt::format("<rect class=\"ground\" width=\"{}\" height=\"{}\"/>\n", picture_width, picture_height);
  svg += fmt::format("<text class=\"title\" x=\"{}\" y=\"34\">{}</text>\n", plot_left, escaped(title));
  draw_legend(svg, runs);
  for (const panel& p : panels) draw_panel(svg, p, runs, last_s);
  svg += fmt::format("<text class=\"time\" x=\"{}\" y=\"{}\">Seconds since the run's start</text>\n",
                     (plot_left + plot_right) / 2, picture_height - 16);
  return svg + "</svg>\n";
}

}  // namespace sluice
