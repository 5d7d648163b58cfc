// bench_control: laws on scenarios in virtual time, against the best fixed setting. Medians of the seeds, and the
// worst.
#include "bench/control/closed_loop.hpp"
#include "bench/control/goals.hpp"
#include "bench/control/judgement.hpp"
#include "bench/control/oracle.hpp"
#include "bench/control/random_state.hpp"
#include "bench/control/rivals/rivals.hpp"
#include "bench/control/table.hpp"
#include "bench/control/trace_file.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace {
// Those of every folder, so that a run of one folder leaves what is known of the others.
std::vector<sluice::bench::scenario> all_scenarios(const std::string& chosen) {
  std::vector<sluice::bench::scenario> all;
  for (const std::string& folder : {std::string(SLUICE_SCENARIOS), std::string(SLUICE_SCENARIOS_HELD_BACK),
                                    std::string(SLUICE_SCENARIOS_ATTRIBUTION), chosen}) {
    std::ranges::move(sluice::bench::read_scenarios(folder), std::back_inserter(all));
  }
  return all;
}
}  // namespace

int main(int argc, char** argv) {
  using namespace sluice::bench;
  CLI::App app("The control law on simulated orgs, in virtual time");
  table_options options;
  std::string part;
  std::string folder = SLUICE_SCENARIOS;
  std::string oracle_file = SLUICE_ORACLE;
  std::string traces;
  std::string law = "sluice";
  bool anew = false;
  std::size_t states = 0;
  app.add_option("--scenario", part, "Only scenarios whose name or class contains this");
  app.add_option("--seeds", options.seeds, "Seeds, from 1 on")->capture_default_str();
  app.add_option("--first-seed", options.first_seed, "The first of them")->capture_default_str();
  app.add_option("--folder", folder, "Where the scenarios stand");
  app.add_option("--oracle", oracle_file, "Where the best fixed settings are kept");
  app.add_flag("--anew", anew, "Find the best fixed settings anew, whatever is kept");
  app.add_option("--traces", traces, "Write one run of each to FILE, for pictures, instead of the table")
      ->type_name("FILE");
  app.add_option("--law", law, "sluice, a rival's name, or all: a table law by law")->capture_default_str();
  app.add_option("--random-states", states, "Begin in so many random states instead, and see whether they come back");
  CLI11_PARSE(app, argc, argv);
  std::vector<scenario> chosen = read_scenarios(folder);
  std::erase_if(chosen, [&part](const scenario& s) { return s.name.find(part) == std::string::npos && s.cls != part; });
  if (states > 0) {
    print_random_states(std::cout, chosen, states);
    return 0;
  }
  oracle best(oracle_file);
  if (anew) std::ranges::for_each(chosen, [&best](const scenario& s) { best.forget(s); });
  if (!traces.empty()) {
    std::ofstream file(traces);
    write_traces(file, chosen, sluice_law(), options.first_seed);
    return file.flush() ? 0 : 1;
  }
  if (law != "sluice") {
    std::vector<measured_law> laws{{.name = "sluice", .rows = measure(chosen, sluice_law(), best, options)}};
    for (const rival& r : rivals()) {
      if (law != "all" && law != r.name) continue;
      laws.push_back({.name = r.name, .rows = measure(chosen, law_of(r), best, options)});
    }
    best.keep(all_scenarios(folder));
    print_laws(std::cout, laws);
    print_behind(std::cout, rows_behind(laws));
    return 0;
  }
  const auto results = measure(chosen, sluice_law(), best, options);
  best.keep(all_scenarios(folder));
  print_table(std::cout, results);
  print_goals(std::cout, judge_goals(results));
  if (std::ranges::any_of(chosen, [](const scenario& s) { return s.cls == "attribution"; })) {
    print_attribution(std::cout, results);
  }
  return 0;
}
