#include "cli/demo.hpp"

#include "cli/compare.hpp"
#include "cli/harvest.hpp"
#include "cli/number_range.hpp"
#include "cli/talk/journal_line.hpp"
#include "orgsim/server.hpp"

#include <iostream>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Option.hpp>

namespace sluice {

namespace {
/// Somebody is watching.
constexpr auto progress_interval = std::chrono::seconds(5);
}  // namespace

void declare(CLI::App& command, demo_options& o) {
  o.harvest.output = "sluice-demo";
  o.harvest.with_automation = true;
  o.harvest.with_stats = true;
  o.harvest.history = false;  // nobody meets this org again
  o.harvest.talk.progress_interval = progress_interval;
  command.add_option("-o,--output", o.harvest.output, "Folder of the library")->type_name("DIR")->capture_default_str();
  command.add_option("--profile", o.profile, "How the embedded org behaves")->capture_default_str();
  command.add_option("--objects", o.objects, "How many it has")->transform(whole_number(1))->capture_default_str();
  command.add_option("--seed", o.seed, "Of all that is made up")->capture_default_str();
  command.add_option("--workers", o.harvest.workers, "Fix the calls in flight; default: tuned")
      ->transform(whole_number(1, 1024));
  command.add_option("--max-workers", o.harvest.workers_max, "Ceiling of the tuned number")
      ->transform(whole_number(1, 1024))
      ->capture_default_str();
  declare_batch(command);
  declare(command, o.harvest.talk);
  CLI::Option* compare =
      command.add_flag("--compare", o.compare, "Beside the replaced pipeline's two speeds: a table and a picture")
          ->excludes("--workers");
  command
      .add_option_function<long>(
          "--seconds", [&o](const long& s) { o.seconds_each = std::chrono::seconds(s); },
          "Of --compare: each run is stopped after so long")
      ->transform(whole_number(1, 3600))
      ->needs(compare)
      ->default_str(std::to_string(o.seconds_each.count()));
}

result<std::unique_ptr<orgsim::server>> start_embedded_org(const demo_options& o) {
  auto made = orgsim::server::make({.profile = o.profile, .objects = o.objects, .seed = o.seed});
  if (!made) return error{.code = exit_code::bad_usage, .what = made.error().message};
  (*made)->run_in_background();
  return std::move(*made);
}

int run_demo(const demo_options& o) {
  if (o.compare) return run_comparison(o);
  auto made = start_embedded_org(o);
  if (!made) {
    say(line_level::error, "sluice demo: " + made.error().line());
    return static_cast<int>(made.error().code);
  }
  orgsim::server& org = **made;
  harvest_options options = o.harvest;
  auto login = bare_login(org.url(), org.token(), {});
  if (!login) return static_cast<int>(exit_code::could_not_go_on);
  options.org_name = "demo";
  if (!options.talk.quiet) {
    std::cout << "An embedded org of " << o.objects << " objects is harvested into " << options.output
              << "; how it goes, second by second: " << options.output << "/series.csv" << std::endl;
  }
  const harvest_end end = harvest(options, std::move(*login));
  org.stop();
  if (!end.why.what.empty()) say(line_level::error, "sluice: " + end.why.line());
  std::cout << closing_lines(closing_of(options, end));
  return static_cast<int>(end.code);
}

}  // namespace sluice
