// bench_control: laws on scenarios in virtual time, against the best fixed setting. Medians of the seeds, and the
// worst.
#include "bench/control/closed_loop.hpp"
#include "bench/control/judgement.hpp"
#include "bench/control/oracle.hpp"
#include "bench/control/rivals/rivals.hpp"
#include "bench/control/table.hpp"
#include "bench/control/trace_file.hpp"

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  using namespace sluice::bench;
  CLI::App app("The control law on simulated orgs, in virtual time");
  table_options options;
  std::string part;
  std::string folder = SLUICE_SCENARIOS;
  std::string oracle_file = SLUICE_ORACLE;
  std::string traces;
  std::string law = "sluice";
  app.add_option("--scenario", part, "Only scenarios whose name or class contains this");
  app.add_option("--seeds", options.seeds, "Seeds, from 1 on")->capture_default_str();
  app.add_option("--first-seed", options.first_seed, "The first of them")->capture_default_str();
  app.add_option("--folder", folder, "Where the scenarios stand");
  app.add_option("--oracle", oracle_file, "Where the best fixed settings are kept");
  app.add_option("--traces", traces, "Write one run of each to FILE, for pictures, instead of the table")
      ->type_name("FILE");
  app.add_option("--law", law, "sluice, a rival's name, or all: a table law by law")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  std::vector<scenario> all = read_scenarios(folder);
  oracle best(oracle_file);
  std::vector<scenario> chosen;
  for (const scenario& s : all) {
    if (s.name.find(part) != std::string::npos || s.cls == part) chosen.push_back(s);
  }
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
    best.keep(all);
    print_laws(std::cout, laws);
    return 0;
  }
  const auto results = measure(chosen, sluice_law(), best, options);
  best.keep(all);
  print_table(std::cout, results);
  return 0;
}
