#include "cli/compare.hpp"

#include "cli/harvest.hpp"
#include "cli/talk/journal_line.hpp"
#include "metrics/comparison.hpp"
#include "metrics/replace_file.hpp"
#include "orgsim/server.hpp"
#include "protocol/file_error.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace sluice {

namespace {

namespace fs = std::filesystem;

/// How to harvest: what tells one run from the others.
struct harvest_speed {
  const char* folder;
  const char* name;
  std::optional<std::size_t> workers;  ///< nothing: tuned
  std::chrono::milliseconds rest;      ///< of a worker after each call
};

constexpr std::array speeds{
    harvest_speed{"one-at-a-time", "one at a time, 150 ms pause", 1, std::chrono::milliseconds(150)},
    harvest_speed{"ten-at-a-time", "ten at a time, 300 ms pause", 10, std::chrono::milliseconds(300)},
    harvest_speed{"tuned", "tuned", {}, std::chrono::milliseconds(0)},
};

std::string text_in(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

compared_run seen_of(const harvest_speed& speed, const fs::path& folder, const harvest_end& end) {
  return {.name = speed.name,
          .took_s = seconds(end.took),
          .calls = end.seen.calls_total(),
          .refused = end.seen.refused(),
          .objects = end.seen.objects.total,
          .objects_ended = end.seen.objects.total - end.seen.objects.left(),
          .workers_min = end.seen.window.min,
          .workers_max = end.seen.window.max,
          .points = read_series(text_in(folder / "series.csv"))};
}

/// Whether a run that ended so can stand beside the others.
bool comparable(exit_code code) {
  return code == exit_code::all_done || code == exit_code::some_parts_failed || code == exit_code::limit_reached;
}

result<compared_run> run_at(const harvest_speed& speed, const demo_options& o, const fs::path& folder) {
  std::error_code failed;
  fs::remove_all(folder, failed);
  if (failed) return file_error("cannot be made anew", folder, failed.value());
  harvest_options options = o.harvest;
  options.output = folder.string();
  options.org_name = "demo";
  options.workers = speed.workers;
  options.throttle = speed.rest;
  options.stop_after = o.seconds_each;
  auto org = start_embedded_org(o);
  if (!org) return org.error();
  auto login = bare_login((*org)->url(), (*org)->token(), {});
  if (!login) return login.error();
  const harvest_end end = harvest(options, std::move(*login));
  if (!comparable(end.code)) return error{.code = end.code, .what = end.why.what, .about = end.why.about};
  return seen_of(speed, folder, end);
}

result<void> compare(const demo_options& o) {
  const fs::path output = o.harvest.output;
  std::vector<compared_run> runs;
  for (const harvest_speed& speed : speeds) {
    if (!o.harvest.talk.quiet) {
      std::cout << fmt::format("{} of {}: {}, {} s at most\n", runs.size() + 1, speeds.size(), speed.name,
                               o.seconds_each.count())
                << std::flush;
    }
    auto run = run_at(speed, o, output / "compare" / speed.folder);
    if (!run) return run.error();
    runs.push_back(std::move(*run));
  }
  const fs::path picture = output / "compare.svg";
  const std::string title = fmt::format("The same org of {} objects, harvested three ways", o.objects);
  if (const auto drawn = replace_file(picture, comparison_svg(title, runs), 0600); !drawn) return drawn.error();
  std::cout << '\n' << comparison_table(runs) << "picture: " << picture.string() << '\n';
  return {};
}

}  // namespace

int run_comparison(const demo_options& o) {
  const auto done = compare(o);
  if (done) return static_cast<int>(exit_code::all_done);
  say(line_level::error, "sluice demo: " + done.error().line());
  return static_cast<int>(done.error().code);
}

}  // namespace sluice
