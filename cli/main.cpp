// The program: one command a file; here they are declared, and their errors become exit codes.
#include "cli/command_line.hpp"
#include "cli/demo.hpp"
#include "cli/harvest.hpp"
#include "cli/not_built.hpp"
#include "cli/open_files.hpp"
#include "cli/orgsim_command.hpp"
#include "cli/version.hpp"
#include "metrics/families.hpp"

#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <malloc.h>
#include <string>
#include <utility>
#include <vector>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

using sluice::exit_code;

int complain(sluice::error e) {
  if (e.kept.empty()) e.kept = "nothing was changed";  // whatever has begun a run says what it keeps
  std::cerr << "sluice: " << e.line() << '\n';
  return static_cast<int>(e.code);
}

int run_harvest(sluice::harvest_options options) {
  if (const auto wrong = contradiction(options)) return complain(*wrong);
  if (const auto wrong = fit_open_files(options)) return complain(*wrong);
  sluice::token_keeper keeper;
  auto login = choose_login(options.login, keeper);
  if (!login) return complain(login.error());
  const sluice::harvest_end end = harvest(options, std::move(*login));
  if (const auto lost = keeper.trouble()) complain(*lost);
  if (!end.why.what.empty()) complain(end.why);
  const bool was_led = end.seen.calls_total() > 0;
  if (was_led && !options.quiet) std::cout << closing_lines(options, end);
  return static_cast<int>(end.code);
}

int print_metrics() {
  std::cout << sluice::describe_families();
  return static_cast<int>(exit_code::all_done);
}

/// The token is in this process's memory alone: no core file shall hold it, and no other process of the user's read it.
void leave_no_core() {
  ::prctl(PR_SET_DUMPABLE, 0);
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

/// What a word that no command knows may have been meant for.
std::string remedy_for(const CLI::App& app, const std::vector<std::string>& words) {
  for (const CLI::App* command : app.get_subcommands()) {
    for (const std::string& word : words) {
      const bool known = command->get_option_no_throw(word.substr(0, word.find('='))) != nullptr;
      if (known || !word.starts_with("--")) continue;
      if (const std::string meant = sluice::nearest_flag(*command, word); !meant.empty())
        return "did you mean " + meant + "?";
    }
  }
  return "see --help";
}

/// Replies of hundreds of kilobytes are made by one thread and freed by another. From a heap they would leave holes, as
/// many bytes as are held; mapped one by one they go back to the system when they go.
void map_big_buffers() {
  constexpr int big = 128 << 10;
  ::mallopt(M_MMAP_THRESHOLD, big);
}

int run(int argc, char** argv) {
  CLI::App app("Harvests everything that a Salesforce org tells about its own objects, as fast as the org allows.",
               "sluice");
  app.set_version_flag("--version", std::string(sluice::version()) + " " + std::string(sluice::revision()));
  app.require_subcommand(1);

  sluice::harvest_options harvest_options;
  CLI::App* harvest = app.add_subcommand("harvest", "Harvest an org into a folder");
  declare(*harvest, harvest_options);

  sluice::demo_options demo_options;
  CLI::App* demo = app.add_subcommand("demo", "Harvest the embedded org; nothing to configure");
  declare(*demo, demo_options);

  sluice::orgsim_options orgsim_options;
  CLI::App* orgsim = app.add_subcommand("orgsim", "Run the simulated org alone");
  declare(*orgsim, orgsim_options);

  bool describe = false;
  CLI::App* metrics = app.add_subcommand("metrics", "Tell of the metrics that a run serves");
  metrics->add_flag("--describe", describe, "The table of families, as Markdown")->required();

  sluice::refuse_commands_not_built(app);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ExtrasError& e) {
    return complain(
        {.code = exit_code::bad_usage, .what = e.what(), .remedy = remedy_for(app, {argv + 1, argv + argc})});
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e);  // --help, --version
    return complain({.code = exit_code::bad_usage, .what = e.what(), .remedy = "see --help"});
  }
  harvest_options.command = sluice::shell_line({argv, argv + argc});
  if (harvest->parsed()) return run_harvest(std::move(harvest_options));
  if (metrics->parsed()) return print_metrics();
  if (demo->parsed()) return run_demo(demo_options);
  return run_orgsim(orgsim_options);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  leave_no_core();
  map_big_buffers();
  try {
    return run(argc, argv);
  } catch (const std::exception& e) {
    return complain({.what = std::string("internal error: ") + e.what(),
                     .kept = "what was finished is in the store",
                     .remedy = "please report this"});
  }
}
